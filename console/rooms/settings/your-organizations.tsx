import { useState } from 'react';
import { Link } from 'react-router';
import { useAccount } from '../../graphql/account-context';
import { useOrganization } from '../../graphql/organization-context';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { roleLooks } from '../members/roles';
import { NewOrganizationDialog } from './new-organization-dialog';

/** Every organisation one belongs to, and founding another. */
export function YourOrganizations() {
  const { viewer } = useAccount();
  const here = useOrganization();
  const [founding, setFounding] = useState(false);
  return (
    <Card
      flush
      title="Your organisations"
      aside={
        <Button size="small" icon="plus" onClick={() => setFounding(true)}>
          New organisation
        </Button>
      }
    >
      <ul>
        {(viewer?.organizations ?? []).map(({ id, name, slug, viewerRole }) => (
          <li key={id} className="border-b border-line-soft last:border-0">
            <Link
              to={`/o/${slug}`}
              className="flex min-h-10 items-center justify-between gap-3 px-4 py-2 -outline-offset-2 hover:bg-hover touch:min-h-11"
            >
              <span className="flex min-w-0 items-center gap-2">
                <bdi className="truncate font-medium text-ink">{name}</bdi>
                {slug === here.slug ? <Badge tone="brand">This one</Badge> : null}
              </span>
              <span className="text-ink-2">{viewerRole ? roleLooks[viewerRole].word : ''}</span>
            </Link>
          </li>
        ))}
      </ul>
      {founding ? <NewOrganizationDialog close={() => setFounding(false)} /> : null}
    </Card>
  );
}

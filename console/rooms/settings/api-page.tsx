import { Link } from 'react-router';
import { useOrganization, useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { DefinitionList } from '../../ui/definition-list';
import { AccessTokenCard } from './access-token-card';
import { SettingsFrame } from './settings-frame';

/** How programs speak with ClawButler: as themselves, or for a short while as a person. */
export function ApiPage() {
  const { slug } = useOrganization();
  const to = useTo();
  return (
    <SettingsFrame title="API">
      <Card title="Address">
        <div className="grid gap-3">
          <p className="text-ink-2 text-pretty">
            One GraphQL contract serves every client, this console included. Questions and changes go by POST,
            subscriptions over a WebSocket to the same path (
            <span className="mono">graphql-transport-ws</span>).
          </p>
          <CopyBlock label="Address of the API" text={`${location.origin}/graphql`} />
          <DefinitionList
            items={[
              {
                label: 'Sign in with',
                value: (
                  <>
                    header <code className="mono">authorization: Bearer …</code>
                  </>
                ),
              },
              {
                label: 'Organisation',
                value: (
                  <>
                    header <code className="mono">clawbutler-organization: {slug}</code>
                  </>
                ),
              },
            ]}
          />
        </div>
      </Card>
      <Card title="For a program that runs on its own">
        <p className="text-ink-2 text-pretty">
          Use a{' '}
          <Link to={to('/tokens')} className="font-medium text-brand-ink underline underline-offset-2">
            service token
          </Link>
          . It belongs to this organisation, holds only the scopes you choose, and never decides approvals.
        </p>
      </Card>
      <AccessTokenCard />
    </SettingsFrame>
  );
}

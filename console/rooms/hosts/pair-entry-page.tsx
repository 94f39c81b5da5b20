import { Link, Navigate, useLocation } from 'react-router';
import { useAccount, type Organization } from '../../graphql/account-context';
import { signInPath } from '../../routes/sign-in-path';
import { BarePage } from '../../ui/bare-page';
import { Icon } from '../../ui/icon';
import { usePageTitle } from '../../ui/use-page-title';

/** Leads a waiting machine's address to the organisation that is to take it in; asks when there are several. */
export function PairEntryPage() {
  const { viewer } = useAccount();
  const here = useLocation();
  if (!viewer) return <Navigate to={signInPath(here)} replace />;
  const [first, ...more] = viewer.organizations;
  if (!first) return <Navigate to="/" replace />;
  if (more.length === 0) return <Navigate to={`/o/${first.slug}/pair${here.search}`} replace />;
  return (
    <BarePage>
      <OrganizationChoice organizations={viewer.organizations} search={here.search} />
    </BarePage>
  );
}

interface OrganizationChoiceProps {
  organizations: readonly Organization[];
  search: string;
}

function OrganizationChoice({ organizations, search }: OrganizationChoiceProps) {
  usePageTitle(['Pair a machine']);
  return (
    <div className="grid w-90 max-w-[calc(100vw-32px)] gap-4 py-10">
      <div className="grid gap-1">
        <h1 className="text-h1 font-semibold">Which organisation?</h1>
        <p className="text-lead text-ink-2 text-pretty">
          A machine belongs to one organisation. Nothing is decided yet: the next page shows the machine.
        </p>
      </div>
      <ul className="overflow-hidden rounded-md border border-line">
        {organizations.map(({ slug, name }) => (
          <li key={slug} className="border-b border-line-soft last:border-0">
            <Link
              to={`/o/${slug}/pair${search}`}
              className="flex min-h-12 items-center gap-3 px-3 text-lead -outline-offset-2 hover:bg-hover"
            >
              <Icon name="building" className="text-icon" />
              <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
              <Icon name="chevron-right" size={14} className="text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

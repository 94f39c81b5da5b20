import { useParams } from 'react-router';
import { RuntimeHostDetailDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { SeenText } from '../../ui/seen-text';
import { FoundRuntimes } from './found-runtimes';
import { GovernedRuntimes } from './governed-runtimes';
import { HostActions } from './host-actions';
import { HostBanners } from './host-banners';
import type { HostDetail } from './host-detail';
import { HostFacts } from './host-facts';
import { instanceLook } from './host-looks';
import { HostState } from './host-state';
import { useHostNews } from './use-host-news';

/** One machine: how it is, what of it is read, and what more could be. */
export function HostPage() {
  const { id = '' } = useParams();
  const read = useRead(RuntimeHostDetailDocument, { id });
  const host = read.data?.runtimeHost;
  const moving = host?.instances.some((one) => instanceLook(one, host.state).moving) ?? false;
  useHostNews(useThrottled(read.refresh), moving || host?.instances.length === 0);
  return (
    <DetailView read={read} thing={host} noun="machine" missing={<NoHost />}>
      {(found) => <HostView host={found} problem={read.problem} />}
    </DetailView>
  );
}

function HostView({ host, problem }: { host: HostDetail; problem: Problem | null }) {
  const to = useTo();
  return (
    <>
      <PageHeader
        title={host.name}
        breadcrumbs={[{ to: to('/hosts'), label: 'Runtime hosts' }]}
        badge={<HostState state={host.state} />}
        description={
          <>
            {host.hostname === host.name ? null : (
              <>
                <span className="mono">
                  <SeenText text={host.hostname} />
                </span>
                {', '}
              </>
            )}
            <SeenText text={host.platform} />
          </>
        }
        actions={<HostActions host={host} />}
      />
      <div className="grid gap-4 px-(--gutter) pb-8">
        {problem ? <ProblemBanner problem={problem} /> : null}
        <HostBanners host={host} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid min-w-0 gap-4">
            <GovernedRuntimes host={host} />
            <FoundRuntimes host={host} />
          </div>
          <HostFacts host={host} />
        </div>
      </div>
    </>
  );
}

/** The id leads nowhere: never ours. */
function NoHost() {
  const to = useTo();
  return (
    <EmptyState
      heading="h1"
      icon="laptop"
      title="There is no such machine"
      actions={<LinkButton to={to('/hosts')}>All runtime hosts</LinkButton>}
    >
      The link is wrong, or it belongs to another organisation.
    </EmptyState>
  );
}

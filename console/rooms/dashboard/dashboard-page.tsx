import type { DashboardQuery } from '../../graphql/generated/documents';
import { useStopOrders } from '../../frame/stop-orders';
import { useCan, useOrganization, useTo } from '../../graphql/organization-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ErrorState } from '../../ui/error-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { SkeletonPage } from '../../ui/skeleton';
import { AskedPerHour } from './asked-per-hour';
import { ConnectorHealth } from './connector-health';
import { Figures } from './figures';
import { FirstSteps } from './first-steps';
import { QuickActions } from './quick-actions';
import { RecentActivity } from './recent-activity';
import { UrgentApprovals } from './urgent-approvals';
import { useDashboard } from './use-dashboard';

/** The organisation at a glance. */
export function DashboardPage() {
  const { name } = useOrganization();
  const { figures, urgent, problem, refresh } = useDashboard();
  if (problem && !figures) {
    return (
      <>
        <PageHeader title="Dashboard" />
        <ErrorState problem={problem} meaning="Gateways deny what nobody answers." onRetry={refresh} />
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Dashboard"
        description={`${name} at a glance`}
        actions={figures && figures.overview.connectorsTotal > 0 ? <QuickActions /> : null}
      />
      <div className="grid gap-5 px-(--gutter) pb-10">
        {problem ? (
          <ProblemBanner
            problem={problem}
            actions={
              <Button size="small" onClick={refresh}>
                Try again
              </Button>
            }
          />
        ) : null}
        {figures ? (
          <Glance figures={figures} urgent={urgent} />
        ) : (
          <SkeletonPage label="Loading the dashboard" />
        )}
      </div>
    </>
  );
}

interface GlanceProps {
  figures: DashboardQuery;
  urgent: Parameters<typeof UrgentApprovals>[0]['approvals'] | undefined;
}

function Glance({ figures, urgent }: GlanceProps) {
  const { overview, connectors, activityEvents } = figures;
  const events = activityEvents.edges.map(({ node }) => node);
  // One on the whole organisation stands above every page.
  const narrower = useStopOrders().filter(({ scope }) => scope !== 'ORGANIZATION').length;
  if (overview.connectorsTotal === 0) {
    return (
      <>
        <FirstSteps overview={overview} />
        <RecentActivity events={events} />
      </>
    );
  }
  return (
    <>
      {narrower > 0 ? <StopOrders count={narrower} /> : null}
      <FirstSteps overview={overview} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="order-2 min-w-0 lg:order-none lg:col-span-2">
          <Figures overview={overview} />
        </div>
        <div className="contents gap-5 lg:grid">
          <div className="order-1 min-w-0 lg:order-none">
            <UrgentApprovals approvals={urgent ?? []} total={overview.pendingApprovals} />
          </div>
          <div className="order-3 min-w-0 lg:order-none">
            <AskedPerHour counts={overview.askedPerHour} />
          </div>
        </div>
        <div className="order-4 grid min-w-0 gap-5 lg:order-none">
          <ConnectorHealth connectors={connectors.edges.map(({ node }) => node)} />
          <RecentActivity events={events} />
        </div>
      </div>
    </>
  );
}

function StopOrders({ count }: { count: number }) {
  const to = useTo();
  const mayKill = useCan()('agents:kill');
  return (
    <Banner
      tone="red"
      icon="stop"
      title={count === 1 ? 'A stop order is in force' : `${count} stop orders are in force`}
      actions={
        <LinkButton to={to('/agents/stops')} size="small">
          {mayKill ? 'Look or lift' : 'Look'}
        </LinkButton>
      }
    >
      How far each is, and what it holds, is on its page.
    </Banner>
  );
}

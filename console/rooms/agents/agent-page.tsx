import { useParams } from 'react-router';
import { AgentDetailDocument, AgentRequestsDocument } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { StatusDot } from '../../ui/status-dot';
import { RecentActivity } from '../dashboard/recent-activity';
import { AgentActions } from './agent-actions';
import { AgentBanners } from './agent-banners';
import type { AgentDetail } from './agent-detail';
import { AgentFacts } from './agent-facts';
import { healthLooks } from './agent-looks';
import { AgentRequests } from './agent-requests';
import { AgentTools } from './agent-tools';
import { RuntimeBadge } from './runtime-badge';
import { isMoving } from './stop-looks';
import { useAgentNews } from './use-agent-news';

/** One agent: how it is, what it may do, what it did, and the levers over it. */
export function AgentPage() {
  const { id = '' } = useParams();
  const can = useCan();
  const read = useRead(AgentDetailDocument, { id });
  const [approvals, activity] = [can('approvals:read'), can('activity:read')];
  const recent = useRead(AgentRequestsDocument, { id, approvals, activity }, { when: approvals || activity });
  const agent = read.data?.agent;
  const refresh = useThrottled(() => (read.refresh(), recent.refresh()));
  useAgentNews(refresh, agent?.killSwitch ? isMoving(agent.killSwitch.state) : false);
  return (
    <DetailView read={read} thing={agent} noun="agent" missing={<NoAgent />}>
      {(found) => (
        <>
          <AgentHeader agent={found} />
          <div className="grid gap-4 px-4 pb-8 wide:px-6">
            <Problems problems={[read.problem, recent.problem]} />
            <AgentBanners agent={found} />
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="order-2 grid min-w-0 gap-4 xl:order-none">
                {recent.data?.approvals ? (
                  <AgentRequests agentId={id} approvals={recent.data.approvals} />
                ) : null}
                <AgentTools tools={found.tools} />
              </div>
              <div className="contents xl:grid xl:min-w-0 xl:gap-4">
                <div className="order-1 min-w-0 xl:order-none">
                  <AgentFacts agent={found} />
                </div>
                <div className="order-3 min-w-0 empty:hidden xl:order-none">
                  {recent.data?.activityEvents ? (
                    <RecentActivity
                      events={recent.data.activityEvents.edges.map(({ node }) => node)}
                      agentId={id}
                    />
                  ) : null}
                </div>
              </div>
            </div>
          </div>
        </>
      )}
    </DetailView>
  );
}

function AgentHeader({ agent }: { agent: AgentDetail }) {
  const to = useTo();
  const { word, tone } = healthLooks[agent.health];
  return (
    <PageHeader
      title={agent.emoji ? `${agent.emoji} ${agent.name}` : agent.name}
      breadcrumbs={[{ to: to('/agents'), label: 'Agents' }]}
      badge={
        <>
          <StatusDot tone={tone}>{word}</StatusDot>
          {agent.runtimeState === 'ONLINE' ? null : <RuntimeBadge agent={agent} />}
        </>
      }
      description={
        <>
          {agent.isDefault ? 'Default agent' : 'Agent'} on <bdi>{agent.connector.name}</bdi>
        </>
      }
      actions={<AgentActions agent={agent} />}
    />
  );
}

const Problems = ({ problems }: { problems: readonly (Problem | null)[] }) =>
  problems.map((problem, index) => (problem ? <ProblemBanner key={index} problem={problem} /> : null));

function NoAgent() {
  const to = useTo();
  return (
    <EmptyState
      heading="h1"
      icon="agent"
      title="There is no such agent"
      actions={<LinkButton to={to('/agents')}>All agents</LinkButton>}
    >
      The link is wrong, or its connector was removed. What it did is kept in the audit log.
    </EmptyState>
  );
}

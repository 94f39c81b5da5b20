import { Link } from 'react-router';
import type { AgentRequestsQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { List } from '../../ui/list';
import { ApprovalRow } from '../approvals/approval-row';

interface AgentRequestsProps {
  agentId: string;
  approvals: AgentRequestsQuery['approvals'];
}

/** What the agent asked for last, decided or not. */
export function AgentRequests({ agentId, approvals }: AgentRequestsProps) {
  const to = useTo();
  const rows = approvals?.edges.map(({ node }) => node) ?? [];
  return (
    <Card
      flush
      title="Recent requests"
      aside={
        <Link
          to={`${to('/approvals/history')}?agent=${agentId}`}
          className="hit rounded-sm hover:text-ink hover:underline"
        >
          All of them
        </Link>
      }
    >
      {rows.length > 0 ? (
        <List
          label="Recent requests"
          rows={rows}
          rowId={({ id }) => id}
          rowTo={({ id, state }) => to(state === 'PENDING' ? `/approvals/${id}` : `/approvals/history/${id}`)}
        >
          {(approval) => <ApprovalRow approval={approval} />}
        </List>
      ) : (
        <p className="px-4 py-6 text-ink-2">It has asked for nothing yet.</p>
      )}
    </Card>
  );
}

import { Link } from 'react-router';
import type { ApprovalRowFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { List } from '../../ui/list';
import { ApprovalRow } from '../approvals/approval-row';

interface UrgentApprovalsProps {
  /** Soonest denial first. */
  approvals: readonly ApprovalRowFragment[];
  /** How many wait in all. */
  total: number;
}

/** What runs out first. Opening one shows it whole; decisions are taken there. */
export function UrgentApprovals({ approvals, total }: UrgentApprovalsProps) {
  const to = useTo();
  const waiting = Math.max(total, approvals.length);
  return (
    <Card
      flush
      title="Most urgent"
      aside={
        waiting > 0 ? (
          <Link to={to('/approvals')} className="hit rounded-sm hover:text-ink hover:underline">
            All {waiting.toLocaleString('en')} waiting
          </Link>
        ) : null
      }
    >
      {approvals.length > 0 ? (
        <List
          label="Most urgent requests"
          rows={approvals}
          rowId={({ id }) => id}
          rowTo={({ id }) => to(`/approvals/${id}`)}
        >
          {(approval) => <ApprovalRow approval={approval} />}
        </List>
      ) : (
        <p className="flex items-center gap-2 px-4 py-6 text-ink-2">
          <Icon name="check-circle" className="text-(--green-ink)" />
          Nothing waits for a decision.
        </p>
      )}
    </Card>
  );
}

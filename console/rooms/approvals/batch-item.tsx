import { useMemo } from 'react';
import { Link } from 'react-router';
import type { ApprovalRowFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { ActionText } from '../../ui/action-text';
import { FirstLine } from '../../ui/first-line';
import { markInvisible } from '../../ui/mark-invisible';
import { RiskMark } from '../../ui/risk-mark';
import { StatusDot } from '../../ui/status-dot';
import type { Tone } from '../../ui/tone';

interface BatchItemProps {
  row: ApprovalRowFragment;
  /** Its place in the batch, for screen readers: "2 of 5". */
  place: string;
  /** What became of it; null while it waits to be sent. */
  result: { tone: Tone; words: string } | null;
}

/** One request of a batch: who, where, and the action as text. */
export function BatchItem({ row, place, result }: BatchItemProps) {
  const segments = useMemo(() => markInvisible(row.action), [row.action]);
  return (
    <li className="grid gap-1">
      <Heading row={row} />
      <ActionText label={`Action ${place}`} segments={segments} />
      {result ? (
        <span role="status" className="flex min-w-0 font-medium">
          <StatusDot tone={result.tone}>
            <span className="whitespace-normal">{result.words}</span>
          </StatusDot>
        </span>
      ) : null}
    </li>
  );
}

/** One that does not go along, why, and the way to it. */
export function LeftOutItem({ row, why }: { row: ApprovalRowFragment; why: string }) {
  const to = useTo();
  return (
    <li className="grid gap-1 rounded-md border border-dashed border-line-strong px-3 py-2 text-ink-2">
      <Heading row={row} />
      <FirstLine text={row.action} />
      <span>
        Left out. {why}{' '}
        <Link to={to(`/approvals/${row.id}`)} className="hit text-brand-ink underline">
          Open
        </Link>
      </span>
    </li>
  );
}

function Heading({ row }: { row: ApprovalRowFragment }) {
  return (
    <span className="flex flex-wrap items-baseline justify-between gap-x-3 text-meta">
      <span className="min-w-0 truncate text-ink-2">
        <bdi className="font-medium text-ink">{row.agent?.name ?? 'Unknown agent'}</bdi> on{' '}
        <bdi>{row.connector.name}</bdi>
      </span>
      <RiskMark risk={row.risk} />
    </span>
  );
}

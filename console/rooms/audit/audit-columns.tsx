import type { AuditRowFragment } from '../../graphql/generated/documents';
import { ActionRuns } from '../../ui/action-runs';
import { Badge } from '../../ui/badge';
import { Icon } from '../../ui/icon';
import { markInvisible } from '../../ui/mark-invisible';
import { RiskMark } from '../../ui/risk-mark';
import type { Column } from '../../ui/table-columns';
import { Time } from '../../ui/time';
import { eventLook } from '../activity/event-looks';
import { actorLooks, placeOf, subjectWord } from './event-words';
import { SubjectLink } from './subject-link';

type Row = AuditRowFragment;

/** Columns of the log. Where it is narrow, when and who stand under what happened. */
export const auditColumns: readonly Column<Row>[] = [
  {
    key: 'seq',
    title: 'No.',
    width: '72px',
    cell: (row) => <span className="mono figures text-ink-2">{placeOf(row)}</span>,
  },
  { key: 'at', title: 'When', width: '112px', priority: 2, cell: ({ at }) => <Time at={at} /> },
  { key: 'what', title: 'What happened', cell: (row) => <What row={row} /> },
  {
    key: 'actor',
    title: 'Who',
    width: '16%',
    priority: 2,
    cell: ({ actor }) => <TwoLines first={actor.label} second={actorLooks[actor.kind].word} />,
  },
  { key: 'subject', title: 'Subject', width: '16%', priority: 3, cell: (row) => <Subject row={row} /> },
  { key: 'outcome', title: 'Outcome', width: '124px', priority: 2, cell: (row) => <Outcome row={row} /> },
  {
    key: 'risk',
    title: 'Risk',
    width: '116px',
    priority: 3,
    cell: ({ risk }) => (risk ? <RiskMark risk={risk} /> : <Nothing />),
  },
];

const Nothing = () => <span className="text-ink-3">—</span>;

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span className="grid">
      <span className="truncate" title={first}>
        <ActionRuns segments={markInvisible(first)} />
      </span>
      <span className="truncate text-meta text-ink-2">{second}</span>
    </span>
  );
}

function What({ row }: { row: Row }) {
  const { icon, tone } = eventLook(row);
  return (
    <span className="flex items-start gap-2 py-0.5">
      <span data-tone={tone} className="pt-0.5 text-tone-ink">
        <Icon name={icon} size={14} />
      </span>
      <span className="grid min-w-0">
        <span className="line-clamp-3 whitespace-normal wrap-anywhere @2xl:line-clamp-2">
          <bdi>{row.summary}</bdi>
        </span>
        <span className="mono truncate text-meta text-ink-2 @max-2xl:hidden">{row.type}</span>
        <span className="flex flex-wrap items-center gap-x-2 text-meta text-ink-2 @2xl:hidden">
          <Time at={row.at} />
          {row.outcome === 'REFUSED' ? <Refused /> : null}
          {row.risk ? <RiskMark risk={row.risk} /> : null}
        </span>
      </span>
    </span>
  );
}

function Subject({ row: { subject } }: { row: Row }) {
  if (!subject) return <Nothing />;
  return (
    <span className="grid">
      <span className="truncate" title={subject.label ?? subject.id ?? undefined}>
        <SubjectLink subject={subject} />
      </span>
      <span className="truncate text-meta text-ink-2">{subjectWord(subject)}</span>
    </span>
  );
}

const Refused = () => (
  <Badge tone="red" icon="ban">
    Refused
  </Badge>
);

function Outcome({ row: { outcome, code } }: { row: Row }) {
  if (outcome === 'SUCCESS') return <span className="text-ink-2">Success</span>;
  return (
    <span className="grid gap-0.5">
      <Refused />
      {code ? (
        <span className="mono truncate text-mini text-ink-2" title={code}>
          {code}
        </span>
      ) : null}
    </span>
  );
}

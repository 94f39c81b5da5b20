import { Link } from 'react-router';
import type { ActivityFieldsFragment } from '../../graphql/generated/documents';
import { useCan, useTo } from '../../graphql/organization-context';
import { Badge } from '../../ui/badge';
import { Icon } from '../../ui/icon';
import { RiskMark } from '../../ui/risk-mark';
import { absoluteWords, clockWords, utcWords } from '../../ui/time-words';
import { Tooltip } from '../../ui/tooltip';
import { eventLook, subjectPath } from './event-looks';

interface ActivityItemProps {
  event: ActivityFieldsFragment;
  /** From useRowKeys: one row at a time is in the tab order. */
  keyProps: { 'data-row': string; tabIndex: number; onFocus: () => void };
}

/** One event: when, what, how risky, and the ways to the thing and to its row in the log. */
export function ActivityItem({ event, keyProps }: ActivityItemProps) {
  const to = useTo();
  const { icon, tone } = eventLook(event);
  const path = subjectPath(event.subject);
  return (
    <li className="group flex items-start gap-x-3 border-b border-line-soft px-(--gutter) py-2 hover:bg-hover">
      <Clock at={event.at} />
      <span data-tone={tone} className="pt-0.5 text-tone-ink">
        <Icon name={icon} size={14} />
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5 @2xl:flex @2xl:items-baseline @2xl:gap-3">
        {path ? (
          <Link
            {...keyProps}
            to={to(path)}
            className="hit min-w-0 text-ink wrap-anywhere hover:underline @2xl:flex-1"
          >
            <bdi>{event.summary}</bdi>
          </Link>
        ) : (
          <span {...keyProps} className="min-w-0 text-ink wrap-anywhere @2xl:flex-1">
            <bdi>{event.summary}</bdi>
          </span>
        )}
        <span className="flex shrink-0 items-center gap-3 text-meta text-ink-2">
          {event.outcome === 'REFUSED' ? (
            <Badge tone="red" icon="ban">
              Refused
            </Badge>
          ) : null}
          <span className="@2xl:w-17">{event.risk ? <RiskMark risk={event.risk} /> : null}</span>
        </span>
      </span>
      <AuditLink event={event} />
    </li>
  );
}

function Clock({ at }: { at: string }) {
  const ms = Date.parse(at);
  return (
    <Tooltip
      text={
        <span className="figures grid">
          <span>{absoluteWords(ms)}</span>
          <span className="text-ink-2">{utcWords(ms)}</span>
        </span>
      }
    >
      <time dateTime={at} className="figures w-15 shrink-0 pt-px text-meta text-ink-2">
        {clockWords(ms)}
      </time>
    </Tooltip>
  );
}

function AuditLink({ event }: { event: ActivityFieldsFragment }) {
  const to = useTo();
  if (!useCan()('audit:read')) return null;
  return (
    <Link
      to={to(`/audit/${encodeURIComponent(event.id)}`)}
      className="hit figures mono shrink-0 pt-px text-meta text-ink-2 hover:text-ink hover:underline"
    >
      <span className="sr-only">Row in the audit log, number </span>
      {event.seq === null ? 'log' : `#${event.seq}`}
    </Link>
  );
}

import { Link } from 'react-router';
import type { ActivityFieldsFragment } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { Icon } from '../../ui/icon';
import { Time } from '../../ui/time';
import { eventLook, subjectPath } from '../activity/event-looks';

interface RecentActivityProps {
  events: readonly ActivityFieldsFragment[];
  /** The agent they are about, when they are about one. */
  agentId?: string;
}

/** The last few events, newest first. */
export function RecentActivity({ events, agentId }: RecentActivityProps) {
  const to = useTo();
  return (
    <Card
      flush
      title="Recent activity"
      aside={
        <Link
          to={to(agentId ? `/activity?agent=${agentId}` : '/activity')}
          className="hit rounded-sm hover:text-ink hover:underline"
        >
          All activity
        </Link>
      }
    >
      {events.length === 0 ? <p className="px-4 py-6 text-ink-2">Nothing has happened yet.</p> : null}
      <ol>
        {events.map((event) => (
          <Line key={event.id} event={event} />
        ))}
      </ol>
    </Card>
  );
}

function Line({ event }: { event: ActivityFieldsFragment }) {
  const to = useTo();
  const { icon, tone } = eventLook(event);
  const path = subjectPath(event.subject);
  const words = <bdi className="line-clamp-2 wrap-anywhere">{event.summary}</bdi>;
  return (
    <li className="flex items-start gap-2.5 border-b border-line-soft px-4 py-2 last:border-0">
      <span data-tone={tone} className="pt-0.5 text-tone-ink">
        <Icon name={icon} size={14} />
      </span>
      {path ? (
        <Link to={to(path)} className="min-w-0 flex-1 text-ink hover:underline">
          {words}
        </Link>
      ) : (
        <span className="min-w-0 flex-1 text-ink">{words}</span>
      )}
      <span className="shrink-0 pt-px text-meta text-ink-2">
        <Time at={event.at} />
      </span>
    </li>
  );
}

import { useRef } from 'react';
import type { ActivityFieldsFragment } from '../../graphql/generated/documents';
import { useNow } from '../../ui/use-now';
import { useRowKeys } from '../../ui/use-row-keys';
import { ActivityItem } from './activity-item';
import { groupByDay } from './group-by-day';

/** Events under the days they happened on. */
export function ActivityDays({ events }: { events: readonly ActivityFieldsFragment[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const days = groupByDay(events, useNow('minute'));
  const { onKeyDown, rowProps } = useRowKeys({
    ids: events.map(({ id }) => id),
    container: frame,
    onOpen: (id) => frame.current?.querySelector<HTMLElement>(`a[data-row="${CSS.escape(id)}"]`)?.click(),
  });
  return (
    <div ref={frame} onKeyDown={onKeyDown} className="@container">
      {days.map(({ date, words, events: ofDay }) => (
        <section key={date} aria-label={words}>
          <h2 className="sticky top-0 z-1 border-b border-line-soft bg-canvas px-(--gutter) pt-4 pb-1.5 text-meta font-medium text-ink-2">
            <time dateTime={date}>{words}</time>
          </h2>
          <ol>
            {ofDay.map((event) => (
              <ActivityItem key={event.id} event={event} keyProps={rowProps(event.id)} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

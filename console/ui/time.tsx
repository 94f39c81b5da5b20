import { absoluteWords, relativeWords, shortWords, utcWords } from './time-words';
import { Tooltip } from './tooltip';
import { useNow } from './use-now';

interface TimeProps {
  /** RFC 3339, as the API gives it. */
  at: string | null | undefined;
  /** `relative` ticks; `short` and `absolute` do not. */
  shown?: 'relative' | 'short' | 'absolute';
  /** Words in place of a missing time. */
  missing?: string;
}

/** A point in time; local and UTC on hover. */
export function Time({ at, shown = 'relative', missing = '—' }: TimeProps) {
  if (!at) return <span className="text-ink-3">{missing}</span>;
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
      <time dateTime={at} className="figures whitespace-nowrap">
        {shown === 'relative' ? <Relative ms={ms} /> : shown === 'short' ? shortWords(ms) : absoluteWords(ms)}
      </time>
    </Tooltip>
  );
}

function Relative({ ms }: { ms: number }) {
  return relativeWords(ms, useNow('minute'));
}

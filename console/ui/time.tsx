import { absoluteWords, clockWords, relativeWords, shortWords, utcWords } from './time-words';
import { Tooltip } from './tooltip';
import { useNow } from './use-now';

interface TimeProps {
  /** RFC 3339, as the API gives it. */
  at: string | null | undefined;
  /** `relative` ticks; the others do not. `clock` is for rows under their day. */
  shown?: 'relative' | 'short' | 'absolute' | 'clock';
  /** Words in place of a missing time. */
  missing?: string;
}

const words = { short: shortWords, absolute: absoluteWords, clock: clockWords };

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
        {shown === 'relative' ? <Relative ms={ms} /> : words[shown](ms)}
      </time>
    </Tooltip>
  );
}

function Relative({ ms }: { ms: number }) {
  return relativeWords(ms, useNow('minute'));
}

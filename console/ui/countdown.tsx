import { durationWords } from './time-words';
import type { Tone } from './tone';
import { useNow } from './use-now';

interface CountdownProps {
  /** When it began and ends, RFC 3339. */
  from: string;
  until: string;
  /** `bar` is the thin line of list rows; `full` adds the words. */
  look?: 'bar' | 'full';
  /** Words after the time, for example "until denied". */
  after?: string;
}

/** Time left as a thin bar that empties: amber, and red in the last fifth. */
export function Countdown({ from, until, look = 'full', after = 'left' }: CountdownProps) {
  const now = useNow('second');
  const start = Date.parse(from);
  const end = Date.parse(until);
  const left = Math.max(0, end - now);
  const share = end > start ? Math.min(1, left / (end - start)) : 0;
  const tone: Tone = left === 0 ? 'neutral' : share < 0.2 ? 'red' : 'amber';
  const words = left === 0 ? 'Time is up' : `${durationWords(left)} ${after}`;
  return (
    <div data-tone={tone} className="grid gap-1" role="timer" aria-label={words}>
      {look === 'full' ? <span className="figures text-meta text-tone-ink">{words}</span> : null}
      <span className="block h-0.75 overflow-hidden rounded-full bg-pressed" aria-hidden="true">
        <span
          className="block h-full origin-left rounded-full bg-tone-solid transition-transform duration-150"
          style={{ transform: `scaleX(${share})` }}
        />
      </span>
    </div>
  );
}

import { Countdown } from '../../ui/countdown';
import { durationWords } from '../../ui/time-words';
import { useNow } from '../../ui/use-now';

/** Time until silence becomes denial: a thin bar with the time beside it. */
export function TimeLeft({ from, until }: { from: string; until: string }) {
  const left = Date.parse(until) - useNow('second');
  return (
    <span className="grid grid-cols-[1fr_auto] items-center gap-3">
      <Countdown look="bar" from={from} until={until} after="until denied" />
      <span className="figures min-w-16 text-right text-meta text-ink-2" aria-hidden="true">
        {left > 0 ? durationWords(left) : 'time is up'}
      </span>
    </span>
  );
}

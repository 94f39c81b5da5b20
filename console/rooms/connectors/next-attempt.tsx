import { durationWords } from '../../ui/time-words';
import { useNow } from '../../ui/use-now';

/** "Next attempt in 12 s", ticking. */
export function NextAttempt({ at }: { at: string }) {
  const leftMs = Date.parse(at) - useNow('second');
  return (
    <span className="figures">{leftMs > 0 ? `Next attempt in ${durationWords(leftMs)}` : 'Trying now'}</span>
  );
}

import type { Shown } from './run-operation';

/** The answer as it came, and how it went. */
export function ResultView({ shown, running }: { shown: Shown | null; running: boolean }) {
  return (
    <section aria-label="Result" aria-busy={running} className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      <p
        role="status"
        data-tone={shown?.failed ? 'red' : 'neutral'}
        className="figures border-b border-line-soft px-4 py-2 text-meta text-tone-ink"
      >
        {shown?.summary ?? (running ? 'Running …' : 'Nothing was run yet.')}
      </p>
      <pre className="min-h-0 overflow-auto p-4 text-meta wrap-anywhere whitespace-pre-wrap">
        {shown?.text}
      </pre>
    </section>
  );
}

import type { Request } from './run-operation';

/** What was run before, until the tab closes. */
export function PastRuns({ past, take }: { past: Request[]; take: (request: Request) => void }) {
  if (past.length === 0) return null;
  return (
    <section aria-label="History" className="max-h-40 overflow-y-auto border-t border-line p-2">
      {past.map((request) => (
        <button
          key={request.query}
          type="button"
          className="mono block w-full truncate rounded-sm px-2 py-1 text-left text-meta text-ink-2 hover:bg-hover"
          onClick={() => take(request)}
        >
          {gist(request.query)}
        </button>
      ))}
    </section>
  );
}

/** One line that tells operations apart: without comments and line breaks. */
const gist = (query: string): string => query.replace(/#.*$/gm, '').replace(/\s+/g, ' ').trim().slice(0, 120);

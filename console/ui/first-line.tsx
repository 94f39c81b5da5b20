import { markInvisible } from './mark-invisible';

const longest = 240;

/** Untrusted text in one line for rows, in mono; invisible characters show as their code points. Not for deciding. */
export function FirstLine({ text }: { text: string }) {
  const start = text.slice(0, longest).replace(/\s+/g, ' ').trim();
  return (
    <span className="mono block truncate" dir="ltr">
      {markInvisible(start).map((run, index) =>
        run.name ? (
          <span
            key={index}
            data-tone="red"
            className="mx-px rounded-sm border border-tone-line bg-tone-bg px-0.5 font-sans text-mini text-tone-ink"
          >
            {run.name}
          </span>
        ) : (
          <bdi key={index}>{run.text}</bdi>
        ),
      )}
    </span>
  );
}

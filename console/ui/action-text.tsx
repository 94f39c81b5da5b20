import { useState } from 'react';
import { Button } from './button';

interface Segment {
  text: string;
  name?: string | null;
}

interface ActionTextProps {
  /** Runs of text; a `name` marks a character that nobody could see or would misread. */
  segments: readonly Segment[];
  /** What it is, for screen readers. */
  label: string;
  /** Characters shown before a fold; a fold always says how much it hides. 0 never folds. */
  foldAfter?: number;
}

/**
 * Untrusted text, whole, in mono. Invisible characters are labelled chips. Each run is isolated, so a bidi control
 * cannot reorder what stands beside it.
 */
export function ActionText({ segments, label, foldAfter = 4_000 }: ActionTextProps) {
  const total = segments.reduce((sum, { text }) => sum + text.length, 0);
  const [open, setOpen] = useState(foldAfter === 0 || total <= foldAfter);
  const shown = open ? segments : firstCharacters(segments, foldAfter);
  return (
    <div className="rounded-md border border-line bg-sunken">
      <pre
        tabIndex={0}
        role="region"
        aria-label={label}
        className="mono max-h-[50dvh] overflow-y-auto px-3 py-2.5 text-body text-ink whitespace-pre-wrap wrap-anywhere"
        dir="ltr"
      >
        {shown.map((segment, index) =>
          segment.name ? <Chip key={index} name={segment.name} /> : <bdi key={index}>{segment.text}</bdi>,
        )}
        {open ? null : <span className="text-ink-2">…</span>}
      </pre>
      {open ? null : (
        <div className="flex flex-wrap items-center gap-3 border-t border-line px-3 py-2">
          <span data-tone="amber" className="flex-1 text-meta font-medium text-tone-ink">
            {(total - foldAfter).toLocaleString('en')} of {total.toLocaleString('en')} characters are folded
          </span>
          <Button size="small" onClick={() => setOpen(true)}>
            Show all
          </Button>
        </div>
      )}
    </div>
  );
}

function Chip({ name }: { name: string }) {
  return (
    <span
      data-tone="red"
      className="mx-0.5 inline-block rounded-sm border border-tone-line bg-tone-bg px-1 font-sans text-mini font-medium text-tone-ink"
    >
      {name}
    </span>
  );
}

function firstCharacters(segments: readonly Segment[], limit: number): Segment[] {
  const kept: Segment[] = [];
  let room = limit;
  for (const segment of segments) {
    if (room <= 0) break;
    kept.push(segment.name ? segment : { text: segment.text.slice(0, room) });
    room -= segment.text.length;
  }
  return kept;
}

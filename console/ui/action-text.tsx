import { useState } from 'react';
import { ActionRuns } from './action-runs';
import { Button } from './button';
import { cutSegments, lengthOf, type Segment } from './cut-segments';

interface ActionTextProps {
  /** Runs of text; a `name` marks a character that nobody could see or would misread. */
  segments: readonly Segment[];
  /** What it is, for screen readers. */
  label: string;
  /** Characters shown before the middle is folded; the fold always says how much it hides. 0 never folds. */
  foldAfter?: number;
  /** Takes the height it needs instead of scrolling within itself, so that nothing is out of sight. */
  whole?: boolean;
  /** `prose` is for what was said: in the type of the page, without a frame. */
  look?: 'code' | 'prose';
  /** One of many on a page: no region of its own for screen readers. Then it must be `whole`. */
  among?: boolean;
  /** The reader asked to see all of it. */
  onUnfold?: () => void;
}

const looks = { code: 'mono px-3 py-2.5', prose: 'font-sans' };
const number = (value: number) => value.toLocaleString('en');

/**
 * Untrusted text, whole, in mono. Invisible characters are labelled chips. Each run is isolated, so a bidi control
 * cannot reorder what stands beside it. A fold takes the middle, never the end.
 */
export function ActionText(props: ActionTextProps) {
  const { segments, label, foldAfter = 4_000, whole, look = 'code', among, onUnfold } = props;
  const total = lengthOf(segments);
  const [open, setOpen] = useState(false);
  const folded = !open && foldAfter > 0 && total > foldAfter;
  const tail = Math.ceil(foldAfter / 8);
  const hidden = number(total - foldAfter);
  return (
    <div className={look === 'code' ? 'rounded-md border border-line bg-sunken' : ''}>
      <pre
        {...(among ? {} : { tabIndex: 0, role: 'region', 'aria-label': label })}
        className={`text-body text-ink whitespace-pre-wrap wrap-anywhere ${looks[look]} ${whole ? '' : 'max-h-[50dvh] overflow-y-auto'}`}
        dir="ltr"
      >
        {folded ? (
          <>
            <ActionRuns segments={cutSegments(segments, 0, foldAfter - tail)} />
            <span
              data-tone="amber"
              className="my-2 block rounded-sm border border-dashed border-tone-line bg-tone-bg px-2 py-1 text-center font-sans text-meta text-tone-ink"
            >
              {hidden} characters folded here; the end follows
            </span>
            <ActionRuns segments={cutSegments(segments, total - tail, total)} />
          </>
        ) : (
          <ActionRuns segments={segments} />
        )}
      </pre>
      {folded ? (
        <Folded
          look={look}
          words={`${hidden} of ${number(total)}`}
          show={() => (setOpen(true), onUnfold?.())}
        />
      ) : null}
    </div>
  );
}

interface FoldedProps {
  look: 'code' | 'prose';
  words: string;
  show: () => void;
}

/** How much is folded, and the way to see it. */
function Folded({ look, words, show }: FoldedProps) {
  return (
    <div
      className={`flex flex-wrap items-center gap-3 py-2 ${look === 'code' ? 'border-t border-line px-3' : ''}`}
    >
      <span data-tone="amber" className="flex-1 text-meta font-medium text-tone-ink">
        {words} characters are folded
      </span>
      <Button size="small" onClick={show}>
        Show all
      </Button>
    </div>
  );
}

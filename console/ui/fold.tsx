import { useId, useState, type ReactNode } from 'react';
import { Icon } from './icon';

interface FoldProps {
  /** The line that stays: what is folded. */
  summary: ReactNode;
  /** At the line's right end, usable without unfolding. */
  marks?: ReactNode;
  /** Unfolded at first, for what a link leads to. */
  open?: boolean;
  /** Framed as a card, or a plain line. */
  framed?: boolean;
  /** Made only once it is unfolded: there may be hundreds on a page, each of 64 kB. */
  children: () => ReactNode;
}

/** A line that unfolds. */
export function Fold({ summary, marks, open: opened = false, framed, children }: FoldProps) {
  const [open, setOpen] = useState(opened);
  const id = useId();
  return (
    <div className={framed ? `rounded-md border border-line ${open ? 'bg-sunken' : ''}` : ''}>
      <div
        className={`flex flex-wrap items-center justify-end gap-x-3 gap-y-1 ${framed ? 'px-3 py-1.5' : ''}`}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
          className="hit flex min-w-0 flex-1 basis-48 items-center gap-2 rounded-sm text-left text-ink-2 hover:text-ink"
        >
          <Icon name="chevron-right" size={12} className={`text-ink-3 ${open ? 'rotate-90' : ''}`} />
          {summary}
        </button>
        {marks}
      </div>
      {open ? (
        <div
          id={id}
          className={framed ? 'grid gap-3 border-t border-line px-3 py-3' : 'grid gap-2 pt-1.5 pl-5'}
        >
          {children()}
        </div>
      ) : null}
    </div>
  );
}

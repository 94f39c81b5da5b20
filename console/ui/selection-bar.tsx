import type { ReactNode } from 'react';
import { IconButton } from './icon-button';
import type { Selection } from './use-selection';

interface SelectionBarProps {
  selection: Selection;
  nouns: readonly [string, string];
  /** What can be done with all of them. */
  children: ReactNode;
}

/** Appears at the foot of a list while rows are ticked. */
export function SelectionBar({ selection, nouns, children }: SelectionBarProps) {
  const count = selection.ids.size;
  if (count === 0) return null;
  return (
    <div
      role="region"
      aria-label="Selection"
      className="overlay toast sticky bottom-3 z-10 mx-auto flex w-max max-w-[calc(100%-24px)] flex-wrap items-center gap-2 py-1.5 pr-1.5 pl-3"
    >
      <span className="figures mr-2 font-medium">
        {count} {count === 1 ? nouns[0] : nouns[1]} selected
      </span>
      {children}
      <IconButton icon="x" label="Clear selection" size="small" onClick={selection.clear} />
    </div>
  );
}

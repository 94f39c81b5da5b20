import type { ReactNode } from 'react';

interface FigureListProps {
  /** What is counted and how much; a null figure leaves it out. `part` is contained in the one above it. */
  items: readonly { label: string; figure: ReactNode; help?: string; part?: boolean }[];
}

/** Figures that are read down their right edge. */
export function FigureList({ items }: FigureListProps) {
  return (
    <dl className="grid gap-1">
      {items
        .filter(({ figure }) => figure !== null)
        .map(({ label, figure, help, part }) => (
          <div key={label} className="flex items-baseline justify-between gap-4">
            <dt className={`text-ink-2 ${part ? 'pl-3' : ''}`} title={help}>
              {label}
            </dt>
            <dd className="figures min-w-0 text-right text-ink wrap-anywhere">{figure}</dd>
          </div>
        ))}
    </dl>
  );
}

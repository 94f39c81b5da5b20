import type { ReactNode } from 'react';

interface DefinitionListProps {
  /** Facts in reading order; a null value leaves the fact out. */
  items: readonly { label: string; value: ReactNode; help?: string }[];
}

/** Facts about one thing: name left, value right; stacked where it is narrow. */
export function DefinitionList({ items }: DefinitionListProps) {
  return (
    <dl className="@container grid gap-y-2">
      {items
        .filter(({ value }) => value !== null && value !== undefined)
        .map(({ label, value, help }) => (
          <div key={label} className="grid gap-x-4 gap-y-0.5 @md:grid-cols-[140px_1fr]">
            <dt className="text-ink-2" title={help}>
              {label}
            </dt>
            <dd className="min-w-0 text-ink wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

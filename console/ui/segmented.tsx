import type { ReactNode } from 'react';

interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: ReactNode }[];
}

/** Two to four views of the same thing, one shown. */
export function Segmented<V extends string>({ label, value, onChange, options }: SegmentedProps<V>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex w-max max-w-full rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="hit h-6.5 rounded-sm px-2.5 text-meta font-medium text-ink-2 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:ring-1 aria-pressed:ring-line"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

interface CounterProps {
  count: number;
  /** What is counted, for screen readers, for example "approvals waiting". */
  of: string;
  tone?: 'amber' | 'neutral';
}

/** A small live number; nothing at zero. Above 99 it says so instead of growing. */
export function Counter({ count, of, tone = 'amber' }: CounterProps) {
  if (count <= 0) return null;
  return (
    <span
      data-tone={tone}
      className="figures inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-full border border-tone-line bg-tone-bg px-1.5 text-mini font-semibold text-tone-ink"
    >
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">
        {count} {of}
      </span>
    </span>
  );
}

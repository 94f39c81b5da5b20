import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface StatProps {
  label: string;
  /** The number with its unit, or a dash while unknown. */
  value: ReactNode;
  /** What stands behind it, in a line. */
  note?: ReactNode;
  /** Where the number is explained. */
  to?: string;
  children?: ReactNode;
}

/** One figure of a dashboard. */
export function Stat({ label, value, note, to, children }: StatProps) {
  return (
    <div className="relative grid content-start gap-1 rounded-md border border-line bg-canvas p-4 has-[a:hover]:border-line-strong">
      <p className="text-meta text-ink-2">
        {to ? (
          <Link to={to} className="after:absolute after:inset-0 after:rounded-md">
            {label}
          </Link>
        ) : (
          label
        )}
      </p>
      <p className="figures text-figure font-semibold tracking-tight text-ink">{value}</p>
      {note ? <div className="text-meta text-ink-2">{note}</div> : null}
      {children}
    </div>
  );
}

import type { ReactNode } from 'react';

interface CardProps {
  title?: ReactNode;
  /** At the right end of the title. */
  aside?: ReactNode;
  /** Lists and tables fill the card to its edges. */
  flush?: boolean;
  children: ReactNode;
}

/** A bordered area that groups what belongs together. */
export function Card({ title, aside, flush, children }: CardProps) {
  return (
    <section className="narrow-gutter min-w-0 overflow-hidden rounded-md border border-line bg-canvas">
      {title ? (
        <header className="flex min-h-10 items-center justify-between gap-3 border-b border-line-soft px-4 py-2">
          <h2 className="text-body font-semibold text-ink">{title}</h2>
          {aside ? <div className="flex items-center gap-2 text-meta text-ink-2">{aside}</div> : null}
        </header>
      ) : null}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}

import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';

interface TabsProps {
  /** What the tabs are of, for screen readers. */
  label: string;
  /**
   * Each tab is a place with a URL; `end` for the one whose path is a prefix of the others. `current` where the path
   * alone does not tell.
   */
  tabs: readonly { to: string; label: ReactNode; end?: boolean; current?: boolean; count?: number }[];
}

const look =
  'hit relative -mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current=page]:border-brand aria-[current=page]:text-ink';

/** Tabs of a detail page. They are links, so they can be shared and opened in a new window. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line">
      {tabs.map(({ to, label: text, end, current, count }) => {
        const content = (
          <>
            {text}
            {count === undefined ? null : (
              <span className="figures text-meta font-normal text-ink-3">{count}</span>
            )}
          </>
        );
        return current === undefined ? (
          <NavLink key={to} to={to} end={end} className={look}>
            {content}
          </NavLink>
        ) : (
          <Link key={to} to={to} aria-current={current ? 'page' : undefined} className={look}>
            {content}
          </Link>
        );
      })}
    </nav>
  );
}

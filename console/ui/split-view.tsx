import type { ReactNode } from 'react';

interface SplitViewProps {
  /** Header, filters and list. */
  list: ReactNode;
  /** The open thing, usually an `<Outlet/>`. */
  detail: ReactNode;
  /** Whether something is open; decides what narrow screens show. */
  open: boolean;
  /** In place of the detail while nothing is open (wide screens). Without it the list has all the width until then. */
  placeholder?: ReactNode;
  /** Names of the two halves, for screen readers. */
  labels: readonly [string, string];
}

/** List left, detail right, each scrolling by itself. Under 900 px the detail is a page of its own. */
export function SplitView({ list, detail, open, placeholder, labels }: SplitViewProps) {
  const halved = open || placeholder !== undefined;
  return (
    <div className="flex h-full min-h-0">
      <section
        aria-label={labels[0]}
        data-scroller=""
        className={`relative @container flex min-h-0 w-full flex-col overflow-y-auto ${halved ? 'narrow-gutter wide:w-100 wide:shrink-0 wide:border-r wide:border-line xl:w-115' : ''} ${open ? 'narrow:hidden' : ''}`}
      >
        {list}
      </section>
      <section
        aria-label={labels[1]}
        data-scroller=""
        className={`relative @container min-h-0 min-w-0 flex-1 overflow-y-auto ${open ? '' : halved ? 'narrow:hidden' : 'hidden'}`}
      >
        {open ? detail : placeholder}
      </section>
    </div>
  );
}

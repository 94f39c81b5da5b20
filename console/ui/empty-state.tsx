import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

interface EmptyStateProps {
  icon: IconName;
  /** What is not here: "No approvals waiting". */
  title: string;
  /** Why, and what will put something here. */
  children?: ReactNode;
  /** What to do next: buttons or links. */
  actions?: ReactNode;
  /** `h1` where nothing else on the page is a heading. */
  heading?: 'h1' | 'h2';
}

/** Says that there is nothing, why, and what to do next. */
export function EmptyState({ icon, title, children, actions, heading: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-4 px-6 py-16 text-center">
      <span className="grid size-11 place-items-center rounded-md border border-line bg-raised text-ink-3">
        <Icon name={icon} size={20} />
      </span>
      <div className="grid max-w-100 gap-1">
        <Heading className="text-lead font-semibold text-ink">{title}</Heading>
        {children ? <div className="text-body text-ink-2 text-pretty">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

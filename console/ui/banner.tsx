import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';
import type { Tone } from './tone';

const signs: Record<Tone, IconName> = {
  neutral: 'info',
  brand: 'info',
  blue: 'info',
  amber: 'alert',
  red: 'x-circle',
  green: 'check-circle',
};

interface BannerProps {
  tone: Tone;
  /** What happened, in one line. */
  title: ReactNode;
  /** What it means and what to do. */
  children?: ReactNode;
  actions?: ReactNode;
  icon?: IconName;
  /** `alert` interrupts a screen reader; leave out for what was there on arrival. */
  role?: 'alert' | 'status';
}

/** A message within the page: colour, sign and words together. */
export function Banner({ tone, title, children, actions, icon, role }: BannerProps) {
  return (
    <div
      data-tone={tone}
      role={role}
      className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-tone-line bg-tone-bg px-3 py-2.5"
    >
      <Icon name={icon ?? signs[tone]} className="mt-0.5 text-tone-ink" />
      <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
        <p className="font-medium text-ink">{title}</p>
        {children ? <div className="text-ink-2 wrap-anywhere">{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
    </div>
  );
}

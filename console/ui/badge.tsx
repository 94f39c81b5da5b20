import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';
import type { Tone } from './tone';

interface BadgeProps {
  tone?: Tone;
  /** Sign beside the word: colour never speaks alone. */
  icon?: IconName;
  children: ReactNode;
}

/** A word in a tinted pill, for states and risks. */
export function Badge({ tone = 'neutral', icon, children }: BadgeProps) {
  return (
    <span
      data-tone={tone}
      className="inline-flex h-5 max-w-full items-center gap-1 rounded-sm border border-tone-line bg-tone-bg px-1.5 text-mini font-medium whitespace-nowrap text-tone-ink"
    >
      {icon ? <Icon name={icon} size={12} /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}

import type { ComponentProps, ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';
import { toast } from './toast-store';
import type { Tone } from './tone';
import { Tooltip } from './tooltip';

export interface ButtonProps extends ComponentProps<'button'> {
  /** One `primary` per view; `ghost` inside bars and rows. */
  look?: 'primary' | 'secondary' | 'ghost';
  size?: 'small' | 'medium' | 'large';
  /** Meaning, not decoration: red for what stops or destroys, green for allowing. */
  tone?: Tone;
  icon?: IconName;
  /** Shows a turning mark and ignores clicks; the label stays, so the button does not jump. */
  busy?: boolean;
  /** Key that does the same, shown in the button. */
  hint?: ReactNode;
  /** Why it cannot be used, in words. It stays in reach, so that everybody can find out. */
  locked?: string | null;
}

/** A button. Never submits a form unless `type="submit"`. */
export function Button({ locked, ...props }: ButtonProps) {
  return locked ? <LockedButton {...props} locked={locked} /> : <OpenButton {...props} />;
}

/** Says why on hover and focus, and on a press where nothing hovers. */
function LockedButton({ locked, ...props }: ButtonProps & { locked: string }) {
  return (
    <Tooltip text={locked}>
      <OpenButton
        {...props}
        type="button"
        aria-disabled
        onClick={() => toast({ tone: 'neutral', title: locked })}
      />
    </Tooltip>
  );
}

function OpenButton({
  look = 'secondary',
  size = 'medium',
  tone,
  icon,
  busy,
  hint,
  children,
  ...rest
}: Omit<ButtonProps, 'locked'>) {
  return (
    <button
      type="button"
      {...rest}
      className={`button ${rest.className ?? ''}`}
      data-look={look}
      data-size={size}
      data-tone={tone ?? (look === 'primary' ? 'brand' : 'neutral')}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      <Sign icon={icon} busy={busy} small={size === 'small'} />
      {children}
      {hint}
    </button>
  );
}

function Sign({ icon, busy, small }: { icon?: IconName; busy?: boolean; small: boolean }) {
  if (busy) return <BusyMark />;
  return icon ? <Icon name={icon} size={small ? 14 : 16} /> : null;
}

/** The turning mark of work that was asked for just now. Lists use skeletons instead. */
export function BusyMark() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" className="animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}

import { iconPaths, type IconName } from './icon-paths';

interface IconProps {
  name: IconName;
  /** Edge in pixels; 16 when left out. */
  size?: number;
  className?: string;
  /** Read out by screen readers. Leave out where a word stands beside the icon. */
  label?: string;
}

/** A drawn sign in the colour of its text. Decorative unless `label` is given. */
export function Icon({ name, size = 16, className, label }: IconProps) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className ? `shrink-0 ${className}` : 'shrink-0'}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}

import { Link, type LinkProps } from 'react-router';
import type { ButtonProps } from './button';
import { Icon } from './icon';

type LinkButtonProps = LinkProps & Pick<ButtonProps, 'look' | 'size' | 'tone' | 'icon'>;

/** A link that looks like a button, for actions that are really places. */
export function LinkButton({
  look = 'secondary',
  size = 'medium',
  tone,
  icon,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link
      {...rest}
      className={`button ${rest.className ?? ''}`}
      data-look={look}
      data-size={size}
      data-tone={tone ?? (look === 'primary' ? 'brand' : 'neutral')}
    >
      {icon ? <Icon name={icon} size={size === 'small' ? 14 : 16} /> : null}
      {children}
    </Link>
  );
}

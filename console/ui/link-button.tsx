import { Link, type LinkProps } from 'react-router';
import { Button, type ButtonProps } from './button';
import { Icon } from './icon';

type LinkButtonProps = LinkProps & Pick<ButtonProps, 'look' | 'size' | 'tone' | 'icon' | 'locked'>;

/** A link that looks like a button, for actions that are really places. */
export function LinkButton({
  look = 'secondary',
  size = 'medium',
  tone,
  icon,
  locked,
  children,
  ...rest
}: LinkButtonProps) {
  if (locked) {
    return (
      <Button look={look} size={size} tone={tone} icon={icon} locked={locked} className={rest.className}>
        {children}
      </Button>
    );
  }
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

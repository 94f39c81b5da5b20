import { Button, type ButtonProps } from './button';
import type { IconName } from './icon-paths';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'hint' | 'icon'> {
  icon: IconName;
  /** What it does, in a verb: the accessible name and the tooltip. */
  label: string;
  /** Key that does the same, shown in the tooltip. */
  keys?: string;
}

/** A square button with a sign; its name appears on hover and focus. */
export function IconButton({ icon, label, keys, look = 'ghost', locked, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={locked ? `${label}: ${locked}` : label} keys={keys}>
      <Button
        {...rest}
        look={look}
        icon={icon}
        aria-label={label}
        aria-disabled={locked ? true : undefined}
        onClick={locked ? undefined : rest.onClick}
        data-shape="icon"
        className={`hit ${rest.className ?? ''}`}
      />
    </Tooltip>
  );
}

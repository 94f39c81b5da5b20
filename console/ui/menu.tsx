import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon-paths';
import { KeyHint } from './key-hint';
import { useOverlayPlace } from './overlay-place';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'right';
  children: ReactNode;
}

/** A list of actions under a button. Does not lock the page. */
export function Menu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={useOverlayPlace()}>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="overlay menu"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

interface MenuItemProps {
  icon?: IconName;
  /** Red for what stops or destroys. */
  tone?: 'red';
  keys?: string;
  disabled?: boolean;
  /** Why it cannot be chosen, in words; shown under it. */
  locked?: string | null;
  onSelect: () => void;
  children: ReactNode;
}

/** One action. */
export function MenuItem({ icon, tone, keys, disabled, locked, onSelect, children }: MenuItemProps) {
  return (
    <Primitive.Item
      className="menu-item"
      data-tone={locked ? undefined : tone}
      disabled={disabled ?? Boolean(locked)}
      onSelect={onSelect}
    >
      {icon ? <Icon name={icon} /> : null}
      <span className="flex-1">
        {children}
        {locked ? <span className="block max-w-60 text-meta">{locked}</span> : null}
      </span>
      {keys ? <KeyHint keys={keys} className="text-ink-3" /> : null}
    </Primitive.Item>
  );
}

interface MenuCheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** One choice among several that may hold together; the menu stays open. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <Primitive.CheckboxItem
      className="menu-item"
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <CheckMark visible={checked} />
      <span className="flex-1">{children}</span>
    </Primitive.CheckboxItem>
  );
}

interface MenuRadioProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; icon?: IconName }[];
}

/** One choice among several that exclude each other. */
export function MenuRadio({ value, onChange, options }: MenuRadioProps) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className="menu-item">
          {option.icon ? <Icon name={option.icon} /> : null}
          <span className="flex-1">{option.label}</span>
          <CheckMark visible={option.value === value} />
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 pt-1.5 pb-1 text-meta text-ink-2">{children}</Primitive.Label>;
}

/** A line between groups. */
export function MenuLine() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line-soft" />;
}

function CheckMark({ visible }: { visible: boolean }) {
  return <Icon name="check" className={visible ? 'text-brand-ink' : 'invisible'} />;
}

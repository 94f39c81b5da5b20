import type { ComponentProps } from 'react';
import { useFieldProps } from './field-context';

/** Text field. Inside a Field it takes id, error and help from it. */
export function Input({ large, ...rest }: ComponentProps<'input'> & { large?: boolean }) {
  return (
    <input
      autoComplete="off"
      {...useFieldProps(rest)}
      data-size={large ? 'large' : undefined}
      className={`input ${rest.className ?? ''}`}
    />
  );
}

/** Text of several lines; grows with what is typed. */
export function Textarea(props: ComponentProps<'textarea'>) {
  return <textarea {...useFieldProps(props)} className={`input ${props.className ?? ''}`} />;
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  options: readonly { value: string; label: string; disabled?: boolean }[];
}

/** The platform's own list: complete with keyboard, screen readers and phones. */
export function Select({ options, ...rest }: SelectProps) {
  return (
    <select {...useFieldProps(rest)} className={`input ${rest.className ?? ''}`}>
      {options.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled}>
          {label}
        </option>
      ))}
    </select>
  );
}

import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from 'react';

interface CheckProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'size'> {
  label: ReactNode;
  help?: ReactNode;
  /** Keeps the label for screen readers only, as in table rows. */
  bare?: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with its label. `checked={undefined}` is not a state; use `indeterminate` for "some". */
export function Checkbox({ indeterminate = false, ...props }: CheckProps & { indeterminate?: boolean }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return <Check {...props} ref={box} />;
}

/** On or off, taking effect at once. In a form that is sent later use a Checkbox. */
export function Switch(props: CheckProps) {
  return <Check {...props} role="switch" />;
}

function Check({ label, help, bare, onChange, className = '', ...rest }: CheckProps) {
  const id = useId();
  return (
    <span className={`inline-flex items-start gap-2 ${className}`}>
      {/* A label, because on touch screens its enlarged area lies over the box and takes the tap. */}
      <label className="hit flex h-4.75 items-center">
        <input
          {...rest}
          id={id}
          type="checkbox"
          className="check"
          aria-label={bare && typeof label === 'string' ? label : undefined}
          aria-describedby={help ? `${id}-help` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
      {bare ? null : (
        <span className="grid">
          <label htmlFor={id} className="text-body text-ink">
            {label}
          </label>
          {help ? (
            <span id={`${id}-help`} className="text-meta text-ink-2">
              {help}
            </span>
          ) : null}
        </span>
      )}
    </span>
  );
}

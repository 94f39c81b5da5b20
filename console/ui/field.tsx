import { useId, type ReactNode } from 'react';
import { FieldContext } from './field-context';
import { useFieldError } from './form-context';
import { Icon } from './icon';

interface FieldProps {
  label: string;
  /** Path of the input in the mutation, for example `input.email`; connects server errors to this field. */
  name?: string;
  help?: ReactNode;
  /** An error found in the browser; shown before the server's. */
  error?: string | null;
  required?: boolean;
  /** Marks what may stay empty; everything else is needed. */
  optional?: boolean;
  /** Something at the right end of the label line, for example a link. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Label, control, help and error as one accessible unit. */
export function Field({ label, name, help, error, required = false, optional, aside, children }: FieldProps) {
  const id = useId();
  const serverError = useFieldError(name);
  const problem = error ?? serverError;
  const noteId = problem || help ? `${id}-note` : undefined;
  return (
    <FieldContext.Provider value={{ id, describedBy: noteId, invalid: Boolean(problem), required }}>
      <div className="grid gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <label htmlFor={id} className="text-body font-medium text-ink">
            {label}
            {optional ? <span className="ml-1.5 font-normal text-ink-3">optional</span> : null}
          </label>
          {aside ? <span className="text-meta">{aside}</span> : null}
        </div>
        {children}
        {problem ? (
          <p
            id={noteId}
            data-tone="red"
            role="alert"
            className="flex items-start gap-1 text-meta text-tone-ink"
          >
            <Icon name="alert" size={14} className="mt-px" />
            {problem}
          </p>
        ) : help ? (
          <p id={noteId} className="text-meta text-ink-2">
            {help}
          </p>
        ) : null}
      </div>
    </FieldContext.Provider>
  );
}

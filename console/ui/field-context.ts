import { createContext, useContext } from 'react';

interface FieldLink {
  id: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
}

/** What a Field tells the control inside it. */
export const FieldContext = createContext<FieldLink | null>(null);

interface Linkable {
  id?: string;
  required?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: unknown;
}

/** Adds id, description and error state of the surrounding Field; what the caller set wins. */
export function useFieldProps<P extends Linkable>(props: P): P {
  const field = useContext(FieldContext);
  if (!field) return props;
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
    ...props,
  };
}

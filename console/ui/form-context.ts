import { createContext, useContext } from 'react';

/** Errors of the last submit by input path. */
export const FormErrorsContext = createContext<Readonly<Record<string, string>>>({});

/** Whether the surrounding form is being sent. */
export const FormBusyContext = createContext(false);

/**
 * The server's complaint about one input. Paths match by their end, so `email` finds `input.email` and a form
 * does not depend on how the mutation wraps its arguments.
 */
export function useFieldError(name: string | undefined): string | undefined {
  const errors = useContext(FormErrorsContext);
  if (!name) return undefined;
  const path = Object.keys(errors).find(
    (key) => key === name || key.endsWith(`.${name}`) || name.endsWith(`.${key}`),
  );
  return path === undefined ? undefined : errors[path];
}

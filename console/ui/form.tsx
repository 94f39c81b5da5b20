import { useContext, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import type { Problem } from '../graphql/problem';
import { Button, type ButtonProps } from './button';
import { FormBusyContext, FormErrorsContext } from './form-context';
import { ProblemBanner } from './problem-banner';

interface FormProps {
  /** Sends the form. Returns what went wrong, or nothing; the input stays in any case. */
  onSubmit: () => Promise<Problem | null | undefined | void>;
  children: ReactNode;
  className?: string;
  'aria-label'?: string;
}

function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** A form which shows the server's complaints at the fields they concern and moves focus to the first. */
export function Form({ onSubmit, children, className = 'grid gap-4', ...rest }: FormProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const element = useRef<HTMLFormElement>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const found = (await onSubmit().finally(() => setBusy(false))) ?? null;
    setProblem(found);
    if (found) requestAnimationFrame(() => focusFirstError(element.current));
  }

  return (
    <FormErrorsContext.Provider value={problem?.fields ?? {}}>
      <form
        ref={element}
        noValidate
        onSubmit={submit}
        className={className}
        {...rest}
        data-busy={busy || undefined}
      >
        {problem && Object.keys(problem.fields).length === 0 ? <ProblemBanner problem={problem} /> : null}
        <FormBusyContext.Provider value={busy}>{children}</FormBusyContext.Provider>
      </form>
    </FormErrorsContext.Provider>
  );
}

/** The form's submit button: busy while the form is being sent. */
export function SubmitButton(props: ButtonProps) {
  const busy = useContext(FormBusyContext);
  return <Button look="primary" {...props} type="submit" busy={busy} />;
}

import { useState, type ReactNode } from 'react';
import type { Problem } from '../graphql/problem';
import { Button } from './button';
import { Dialog, DialogActions } from './dialog';
import { Field } from './field';
import { Form, SubmitButton } from './form';
import { Input } from './input';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question with the name of the thing: "Remove connector “prod-eu”?" */
  title: string;
  /** What will happen and what cannot be taken back. */
  children: ReactNode;
  /** The deed as a verb: "Remove connector". */
  action: string;
  tone?: 'red' | 'amber' | 'brand';
  /** For what cannot be undone: this text must be typed first. */
  typeToConfirm?: string;
  /** Does it. A problem keeps the dialog open and is shown in it; otherwise it closes. */
  onConfirm: () => Promise<Problem | null | undefined | void>;
}

/** Asks before something hard to undo. */
export function ConfirmDialog({ open, onOpenChange, title, children, action, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <div className="text-body text-ink-2">{children}</div>
      <ConfirmForm action={action} close={() => onOpenChange(false)} {...rest} />
    </Dialog>
  );
}

type ConfirmFormProps = Pick<ConfirmDialogProps, 'action' | 'tone' | 'typeToConfirm' | 'onConfirm'> & {
  close: () => void;
};

function ConfirmForm({ action, tone = 'red', typeToConfirm, onConfirm, close }: ConfirmFormProps) {
  const [typed, setTyped] = useState('');
  const ready = !typeToConfirm || typed.trim() === typeToConfirm;
  return (
    <Form
      className="mt-4"
      aria-label={action}
      onSubmit={async () => {
        if (!ready) return;
        const problem = await onConfirm();
        if (problem) return problem;
        close();
      }}
    >
      {typeToConfirm ? (
        <Field label={`Type “${typeToConfirm}” to confirm`}>
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} spellCheck={false} />
        </Field>
      ) : null}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <SubmitButton tone={tone === 'amber' ? 'brand' : tone} disabled={!ready}>
          {action}
        </SubmitButton>
      </DialogActions>
    </Form>
  );
}

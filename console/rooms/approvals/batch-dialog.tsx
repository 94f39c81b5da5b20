import { useState } from 'react';
import { useAccount } from '../../graphql/account-context';
import {
  DecideApprovalsDocument,
  type ApprovalRowFragment,
  type DecideApprovalsMutation,
  type Decision,
} from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { batchLimit, inputOf, leftOut, resultOf } from './batch';
import { BatchItem, LeftOutItem } from './batch-item';

interface BatchDialogProps {
  decision: Decision;
  rows: readonly ApprovalRowFragment[];
  onClose: () => void;
  onCancel: () => void;
}

type Answers = DecideApprovalsMutation['decideApprovals'];

/** Shows what will be decided, each request whole; afterwards what became of each. */
export default function BatchDialog({ decision, rows, onClose, onCancel }: BatchDialogProps) {
  const viewerId = useAccount().viewer?.user?.id;
  const { run } = useVerb(DecideApprovalsDocument);
  const [answers, setAnswers] = useState<Answers | null>(null);
  const going = rows.filter((row) => !leftOut(row, decision)).slice(0, batchLimit);
  const staying = rows.filter((row) => !going.includes(row));
  const deed = `${decision === 'DENY' ? 'Deny' : 'Allow once'}: ${going.length} ${going.length === 1 ? 'request' : 'requests'}`;

  async function send(reason: string) {
    const { data, problem } = await run({ inputs: going.map((row) => inputOf(row, decision, reason)) });
    if (problem) return problem;
    setAnswers(data.decideApprovals);
  }

  return (
    <Dialog
      open
      size="wide"
      readFirst
      onOpenChange={answers ? onClose : onCancel}
      title={answers ? 'What became of them' : `${deed}?`}
      description={
        answers ? undefined : 'Each is decided for itself and recorded by itself. This cannot be undone.'
      }
    >
      <ul className="grid gap-4" aria-label="Requests">
        {going.map((row, index) => (
          <BatchItem
            key={row.id}
            row={row}
            place={`${index + 1} of ${going.length}`}
            result={answers ? resultOf(answers[index], decision, viewerId) : null}
          />
        ))}
        {staying.map((row) => (
          <LeftOutItem key={row.id} row={row} why={whyStays(row, decision)} />
        ))}
      </ul>
      {answers ? (
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </DialogActions>
      ) : (
        <BatchForm decision={decision} deed={deed} any={going.length > 0} onSend={send} onCancel={onCancel} />
      )}
    </Dialog>
  );
}

const whyStays = (row: ApprovalRowFragment, decision: Decision): string =>
  leftOut(row, decision) ?? `Not in this batch: at most ${batchLimit} at a time.`;

interface BatchFormProps {
  decision: Decision;
  deed: string;
  any: boolean;
  onSend: (reason: string) => Promise<Problem | undefined>;
  onCancel: () => void;
}

function BatchForm({ decision, deed, any, onSend, onCancel }: BatchFormProps) {
  const [reason, setReason] = useState('');
  return (
    <Form className="mt-4" aria-label={deed} onSubmit={() => onSend(reason)}>
      <Field label="Reason" optional help="Kept in the audit log for each of them">
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <SubmitButton tone={decision === 'DENY' ? 'red' : 'green'} disabled={!any}>
          {deed}
        </SubmitButton>
      </DialogActions>
    </Form>
  );
}

import { useState } from 'react';
import { RenameRuntimeHostDocument } from '../../graphql/generated/documents';
import { missing } from '../../graphql/missing';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { Dialog, DialogActions } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Form, SubmitButton } from '../../ui/form';
import { Input } from '../../ui/input';
import { toast } from '../../ui/toast-store';
import type { HostDetail } from './host-detail';

/** Another name for a machine, for people; what it calls itself stays beside it. */
export function RenameHostDialog({ host, close }: { host: HostDetail; close: () => void }) {
  const { run } = useVerb(RenameRuntimeHostDocument);
  const [name, setName] = useState(host.name);

  async function submit() {
    const empty = missing({ name: [name, 'Give the machine a name'] });
    if (empty) return empty;
    const { problem } = await run({ id: host.id, name: name.trim() });
    if (problem) return problem;
    toast({ title: 'Machine renamed' });
    close();
  }

  return (
    <Dialog open onOpenChange={(open) => open || close()} title="Rename the machine">
      <Form onSubmit={submit} aria-label="Rename the machine">
        <Field label="Name" name="name" required help="As it appears in lists and in the log from now on.">
          <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <SubmitButton disabled={name.trim() === host.name}>Rename</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

import { useRef, useState } from 'react';
import { Form } from '../../ui/form';
import { ConnectorFields } from './connector-fields';
import { ConnectorFormButtons } from './connector-form-buttons';
import { missingFrom, trialKey, type ConnectorDraft, type KnownConnector } from './connector-draft';
import { TrialPanel } from './trial-panel';
import { useSaveConnector } from './use-save-connector';
import { useTrial } from './use-trial';

interface ConnectorFormProps {
  initial: ConnectorDraft;
  /** Null for a new one. */
  known: KnownConnector | null;
  onSaved: (id: string) => void;
  onCancel: () => void;
}

/** Address and credentials of a gateway. Nothing is saved untested; what the test found stands beside the form. */
export function ConnectorForm({ initial, known, onSaved, onCancel }: ConnectorFormProps) {
  const [draft, setDraft] = useState(initial);
  const trial = useTrial(known);
  const save = useSaveConnector(known, onSaved);
  const wanted = useRef<'test' | 'save'>('test');
  const report = trial.report?.key === trialKey(draft) ? trial.report : null;
  const onlyRenamed = known !== null && trialKey(draft) === trialKey(initial);

  async function submit() {
    const empty = missingFrom(draft, known);
    if (empty) return empty;
    if (wanted.current === 'test') return trial.run(draft);
    return save(draft);
  }

  return (
    <div className="grid gap-x-10 gap-y-8 px-4 pb-8 wide:px-6 lg:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]">
      <Form onSubmit={submit} aria-label="Gateway" className="grid content-start gap-4">
        <ConnectorFields draft={draft} known={known} onChange={setDraft} />
        <ConnectorFormButtons
          tested={report ? (report.ok ? 'ok' : 'failed') : 'not'}
          onlyRenamed={onlyRenamed}
          want={(deed) => (wanted.current = deed)}
          onCancel={onCancel}
        />
      </Form>
      <TrialPanel
        report={report}
        outdated={trial.report !== null && report === null}
        known={known !== null}
      />
    </div>
  );
}

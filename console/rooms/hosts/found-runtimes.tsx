import { useMemo, useState } from 'react';
import { AddRuntimeInstancesDocument, type ContentPolicy } from '../../graphql/generated/documents';
import { useLock } from '../../graphql/organization-context';
import { useVerb } from '../../graphql/use-verb';
import { Badge } from '../../ui/badge';
import { byteWords } from '../../ui/byte-words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Checkbox } from '../../ui/checkbox';
import { Form, SubmitButton } from '../../ui/form';
import { toast } from '../../ui/toast-store';
import { useSelection, type Selection } from '../../ui/use-selection';
import type { HostDetail, Instance } from './host-detail';
import { PolicyChoice } from './policy-choice';
import { RuntimeName } from './runtime-name';
import { RuntimeProblems } from './runtime-problems';

/** What was found there and is not read: tick some, choose what may leave, add them in one go. */
export function FoundRuntimes({ host }: { host: HostDetail }) {
  const found = useMemo(() => host.instances.filter(({ state }) => state !== 'ADDED'), [host.instances]);
  if (host.state === 'REVOKED') return null;
  if (found.length === 0) return <NothingFound host={host} />;
  return (
    <Card title="Found there, not added" aside={found.length} flush>
      <AddForm found={found} />
    </Card>
  );
}

function NothingFound({ host: { instances, state } }: { host: HostDetail }) {
  if (instances.length > 0) return null;
  return (
    <Card title="Found there">
      <p className="text-ink-2 text-pretty">
        {state === 'ONLINE'
          ? 'The agent found no runtime yet. It looks for Claude Code, Codex, Hermes and OpenClaw in the folders of the user it runs as, and again every 15 seconds.'
          : 'The agent on the machine has not told yet what it finds. Start it there; this page fills by itself.'}
      </p>
    </Card>
  );
}

function AddForm({ found }: { found: readonly Instance[] }) {
  const ids = useMemo(() => found.map(({ id }) => id), [found]);
  const selection = useSelection(ids);
  const [contentPolicy, setPolicy] = useState<ContentPolicy>('METADATA');
  const { run } = useVerb(AddRuntimeInstancesDocument);
  const lock = useLock()('hosts:manage');
  const count = selection.ids.size;

  async function add() {
    if (count === 0) return;
    const { problem } = await run({
      input: [...selection.ids].map((instanceId) => ({ instanceId, contentPolicy })),
    });
    if (problem) return problem;
    selection.clear();
    setPolicy('METADATA');
    toast({ title: `${runtimes(count)} added`, detail: 'Their history is being read now.' });
  }

  return (
    <Form onSubmit={add} aria-label="Add runtimes" className="grid">
      <Choices found={found} selection={selection} ids={ids} />
      <div className="grid gap-4 bg-sunken p-4">
        <PolicyChoice value={contentPolicy} onChange={setPolicy} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {lock ? (
            <Button look="primary" locked={lock}>
              Add runtimes
            </Button>
          ) : (
            <SubmitButton disabled={count === 0}>
              {count === 0 ? 'Add runtimes' : `Add ${runtimes(count)}`}
            </SubmitButton>
          )}
          <p className="text-meta text-ink-2">
            {count === 0
              ? 'Tick at least one.'
              : 'Reading is all that happens: nothing is enforced there by it.'}
          </p>
        </div>
      </div>
    </Form>
  );
}

interface ChoicesProps {
  found: readonly Instance[];
  selection: Selection;
  ids: readonly string[];
}

function Choices({ found, selection, ids }: ChoicesProps) {
  const count = selection.ids.size;
  return (
    <div role="group" aria-label="Runtimes to add" className="border-b border-line-soft">
      {found.length > 1 ? (
        <div className="border-b border-line-soft px-4 py-2">
          <Checkbox
            label="All of them"
            checked={count === ids.length}
            indeterminate={count > 0 && count < ids.length}
            onChange={() => selection.toggleAll(ids)}
          />
        </div>
      ) : null}
      <ul>
        {found.map((instance) => (
          <li
            key={instance.id}
            data-ticked={selection.ids.has(instance.id) || undefined}
            className="flex items-start justify-between gap-3 border-b border-line-soft px-4 py-2.5 last:border-0 hover:bg-hover data-ticked:bg-brand-bg"
          >
            <span className="grid min-w-0 gap-1">
              <Checkbox
                label={<RuntimeName instance={instance} />}
                checked={selection.ids.has(instance.id)}
                onChange={() => selection.toggle(instance.id)}
              />
              <span className="pl-6 empty:hidden">
                <RuntimeProblems problems={instance.problems} />
              </span>
            </span>
            <Size instance={instance} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Size({ instance: { sessionCount, totalBytes, state, missingSince } }: { instance: Instance }) {
  return (
    <span className="grid shrink-0 justify-items-end gap-0.5 text-meta text-ink-2">
      <span className="figures">
        {sessionCount.toLocaleString('en')} {sessionCount === 1 ? 'session' : 'sessions'}
      </span>
      {totalBytes ? <span className="figures">{byteWords(totalBytes)}</span> : null}
      {missingSince ? (
        <Badge tone="amber">Gone</Badge>
      ) : state === 'REMOVED' ? (
        <Badge>Removed before</Badge>
      ) : null}
    </span>
  );
}

const runtimes = (count: number): string => (count === 1 ? 'one runtime' : `${count} runtimes`);

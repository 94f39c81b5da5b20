import type { CheckpointFragment } from '../../graphql/generated/documents';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { Time } from '../../ui/time';

/** The newest signed statement of how long the log is and what it hashes to. */
export function CheckpointCard({ checkpoint }: { checkpoint: CheckpointFragment | null }) {
  return (
    <Card title="Newest checkpoint" aside={checkpoint ? <Time at={checkpoint.at} /> : undefined}>
      {checkpoint ? (
        <div className="grid gap-4">
          <DefinitionList
            items={[
              { label: 'Events covered', value: <Figure value={checkpoint.size} /> },
              { label: 'Root hash', value: <CopyId id={checkpoint.rootHash} of="root hash" /> },
              { label: 'Signed', value: <Time at={checkpoint.at} shown="absolute" /> },
            ]}
          />
          <div className="grid gap-1.5">
            <h3 className="font-medium text-ink">The signed note</h3>
            <CopyBlock label="Checkpoint note" text={checkpoint.note} />
            <p className="text-meta text-ink-2">
              Keep it where the people who run this server cannot reach it: with an auditor, in a mailbox, in
              another repository.
            </p>
          </div>
        </div>
      ) : (
        <p className="text-ink-2">
          There is none yet. The first is signed within a minute after the first event.
        </p>
      )}
    </Card>
  );
}

const Figure = ({ value }: { value: number }) => (
  <span className="figures">{value.toLocaleString('en')}</span>
);

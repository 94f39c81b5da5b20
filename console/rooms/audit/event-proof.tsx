import type { AuditWholeFragment } from '../../graphql/generated/documents';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';

/** What ties the row to its place in the log. */
export function EventProof({ event }: { event: AuditWholeFragment }) {
  const { id, seq, leafHash, chainHash } = event;
  if (!seq || !leafHash || !chainHash)
    return <p className="text-ink-2">Not sealed yet: that takes a fraction of a second.</p>;
  return (
    <DefinitionList
      items={[
        { label: 'Sequence', value: <CopyId id={String(seq)} of="sequence" /> },
        { label: 'Event id', value: <CopyId id={id} of="event id" /> },
        {
          label: 'Leaf hash',
          help: 'RFC 6962 leaf of the row in the Merkle tree',
          value: <Hash hash={leafHash} of="leaf hash" />,
        },
        {
          label: 'Chain hash',
          help: 'Hash of the row together with all rows before it',
          value: <Hash hash={chainHash} of="chain hash" />,
        },
      ]}
    />
  );
}

const Hash = ({ hash, of }: { hash: string; of: string }) => <CopyId id={hash} of={of} />;

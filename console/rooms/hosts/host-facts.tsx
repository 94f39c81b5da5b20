import { Card } from '../../ui/card';
import { CopyId } from '../../ui/copy-id';
import { DefinitionList } from '../../ui/definition-list';
import { SeenText } from '../../ui/seen-text';
import { Time } from '../../ui/time';
import { Fingerprint } from './fingerprint';
import type { HostDetail } from './host-detail';

/** What is known of the machine itself. */
export function HostFacts({ host }: { host: HostDetail }) {
  const { id, agentVersion, spoolDepth, lastSeenAt, pairedAt, pairedBy, fingerprint } = host;
  return (
    <Card title="Machine">
      <div className="grid gap-2">
        <DefinitionList
          items={[
            { label: 'Agent', value: <SeenText text={agentVersion} /> },
            { label: 'Last seen', value: <Time at={lastSeenAt} missing="never" /> },
            {
              label: 'To be sent',
              help: 'Records that wait on the machine',
              value: spoolDepth === 0 ? 'nothing' : `${spoolDepth.toLocaleString('en')} records`,
            },
            {
              label: 'Paired',
              value: (
                <>
                  <Time at={pairedAt} />
                  {pairedBy ? (
                    <>
                      {' by '}
                      <bdi>{pairedBy.name}</bdi>
                    </>
                  ) : null}
                </>
              ),
            },
            { label: 'Key fingerprint', value: <Fingerprint value={fingerprint} /> },
            { label: 'Host id', value: <CopyId id={id} of="host id" /> },
          ]}
        />
      </div>
    </Card>
  );
}

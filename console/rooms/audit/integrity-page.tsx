import { AuditIntegrityDocument, EventPulseDocument } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useLive } from '../../graphql/use-live';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { useEvery } from '../../ui/use-every';
import { useHotkey } from '../../ui/use-hotkey';
import { usePageTitle } from '../../ui/use-page-title';
import { CheckpointCard } from './checkpoint-card';
import { IntegrityHeader } from './integrity-header';
import { OfflineCard } from './offline-card';
import { useAuditPlace } from './use-audit-place';
import { VerifyCard } from './verify-card';

/** Checkpoints are signed at least once a minute while events arrive. */
const checkpointEveryMs = 60_000;
const newsEveryMs = 5_000;

/** What proves the log, and how to check it here and elsewhere. */
export function IntegrityPage() {
  const { close } = useAuditPlace();
  const read = useRead(AuditIntegrityDocument, {});
  const refresh = useThrottled(read.refresh, newsEveryMs);
  useLive(EventPulseDocument, { when: useCan()('activity:read'), onDelivery: refresh });
  useEvery(checkpointEveryMs, read.refresh);
  useHotkey({ keys: 'escape', does: 'Close the integrity panel', run: close });
  usePageTitle(['Integrity', 'Audit']);
  return (
    <DetailView read={read} thing={read.data} noun="checkpoint" missing={null}>
      {({ auditCheckpoint: checkpoint = null, auditVerifierKey: verifierKey }) => (
        <article aria-label="Integrity">
          <IntegrityHeader />
          <div className="grid gap-4 px-4 pb-8 wide:px-6">
            <VerifyCard size={checkpoint?.size ?? null} onVerified={read.refresh} />
            <CheckpointCard checkpoint={checkpoint} />
            <OfflineCard checkpoint={checkpoint} verifierKey={verifierKey} />
          </div>
        </article>
      )}
    </DetailView>
  );
}

import type { CheckpointFragment } from '../../graphql/generated/documents';
import { useOrganization } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { CopyBlock } from '../../ui/copy-block';
import { LinkButton } from '../../ui/link-button';
import { exportLink } from './export-link';
import { downloadCommand, keepCommand, verifyCommand } from './offline-commands';

interface OfflineCardProps {
  checkpoint: CheckpointFragment | null;
  verifierKey: string;
}

/** How to check the log on another machine, without trusting this server. */
export function OfflineCard({ checkpoint, verifierKey }: OfflineCardProps) {
  const { slug } = useOrganization();
  return (
    <Card title="Verify elsewhere">
      <ol className="grid gap-5">
        <Step title="Note the verifier key">
          <p className="text-ink-2">
            Checkpoints are signed with it. Compare it with the one you noted when this installation was set
            up: a changed key is a finding.
          </p>
          <CopyBlock label="Verifier key" text={verifierKey} />
        </Step>
        {checkpoint ? (
          <Step title="Keep the checkpoint">
            <CopyBlock label="Command that keeps the checkpoint" text={keepCommand(checkpoint.note)} />
          </Step>
        ) : null}
        <Step title="Download the whole log">
          <CopyBlock label="Command that downloads the log" text={downloadCommand(location.origin)} />
          <p className="text-ink-2">
            With a service token that may read the log, in <code className="mono">CLAWBUTLER_TOKEN</code>. Or
            in the browser, then name the file as it was saved:
          </p>
          <LinkButton
            size="small"
            icon="download"
            className="w-max"
            reloadDocument
            download
            to={exportLink('jsonl', slug, {})}
          >
            Download the whole log
          </LinkButton>
        </Step>
        <Step title="Verify it">
          <CopyBlock
            label="Command that verifies the log"
            text={verifyCommand(verifierKey, checkpoint !== null)}
          />
          <p className="text-ink-2">
            It needs Node and nothing of this server. From a copy of the source, put{' '}
            <code className="mono">node dist/agent/clawbutler.js</code> in place of{' '}
            <code className="mono">clawbutler</code>. It exits with 0 when all holds, and otherwise names the
            first bad line.
          </p>
        </Step>
      </ol>
    </Card>
  );
}

function Step({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <li className="grid min-w-0 gap-2">
      <h3 className="font-medium text-ink">{title}</h3>
      {children}
    </li>
  );
}

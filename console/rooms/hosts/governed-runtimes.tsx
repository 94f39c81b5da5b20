import { Link } from 'react-router';
import { useTo } from '../../graphql/organization-context';
import { Card } from '../../ui/card';
import { byteWords } from '../../ui/byte-words';
import { Icon } from '../../ui/icon';
import { ProgressBar } from '../../ui/progress-bar';
import { StatusDot } from '../../ui/status-dot';
import { Time } from '../../ui/time';
import type { HostDetail, Instance } from './host-detail';
import { instanceLook, policyLooks } from './host-looks';
import { InstanceActions } from './instance-actions';
import { RuntimeName } from './runtime-name';
import { SettingsInForce } from './settings-in-force';
import { RuntimeProblems } from './runtime-problems';

/** Runtimes that are read: how far, by which policy, and what is enforced there. */
export function GovernedRuntimes({ host }: { host: HostDetail }) {
  const added = host.instances.filter(({ state }) => state === 'ADDED');
  return (
    <Card title="Runtimes added" aside={added.length > 0 ? added.length : undefined} flush>
      {added.length > 0 ? (
        <ul aria-label="Runtimes added">
          {added.map((instance) => (
            <li key={instance.id} className="grid gap-2 border-b border-line-soft px-4 py-3 last:border-0">
              <div className="flex items-start justify-between gap-3">
                <RuntimeName instance={instance} />
                <InstanceActions instance={instance} locked={host.state === 'REVOKED'} />
              </div>
              <Standing instance={instance} host={host} />
              <Backlog instance={instance} />
              <RuntimeProblems problems={instance.problems} />
              <p className="flex items-start gap-1.5 text-meta text-ink-2">
                <Icon name="shield" size={14} className="mt-0.5 text-icon" />
                <span className="first-letter:uppercase">{instance.enforcement}</span>
              </p>
              <SettingsInForce instance={instance} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="px-4 py-6 text-ink-2 text-pretty">
          Nothing of this machine is read yet.{' '}
          {host.instances.length > 0 ? 'Choose from what was found below.' : ''}
        </p>
      )}
    </Card>
  );
}

function Standing({ instance, host }: { instance: Instance; host: HostDetail }) {
  const to = useTo();
  const { id, sessionCount, runningCount, contentPolicy, lastSyncAt } = instance;
  const { word, tone, moving } = instanceLook(instance, host.state);
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
      <StatusDot tone={tone} pulsing={moving}>
        {word}
      </StatusDot>
      <Link
        to={`${to('/sessions')}?instance=${id}`}
        className="hit text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current"
      >
        {sessionCount.toLocaleString('en')} {sessionCount === 1 ? 'session' : 'sessions'}
      </Link>
      {runningCount > 0 ? <span>{runningCount.toLocaleString('en')} running</span> : null}
      {contentPolicy ? (
        <span className="flex items-center gap-1" title={policyLooks[contentPolicy].means}>
          <Icon name={contentPolicy === 'METADATA' ? 'eye-off' : 'eye'} size={14} className="text-icon" />
          {policyLooks[contentPolicy].word}
        </span>
      ) : null}
      <span>
        Last sync <Time at={lastSyncAt} missing="never" />
      </span>
    </p>
  );
}

function Backlog({ instance: { label, backlogBytes, totalBytes } }: { instance: Instance }) {
  if (!backlogBytes || !totalBytes) return null;
  const read = Math.max(0, totalBytes - backlogBytes);
  return (
    <ProgressBar
      label={`History of ${label}`}
      share={read / totalBytes}
      words={`${byteWords(read)} of ${byteWords(totalBytes)} of history read`}
    />
  );
}

import { CopyId } from '../../ui/copy-id';
import { Icon } from '../../ui/icon';
import { Fold } from '../../ui/fold';
import { Time } from '../../ui/time';
import type { Instance } from './host-detail';
import { RuntimeProblems } from './runtime-problems';
import { SettingsFacts } from './settings-facts';
import { SettingsSources } from './settings-sources';
import { countWords } from './settings-words';

/** What the runtime's own settings allow, call and reach, as the machine read them. Read only: nothing there is changed. */
export function SettingsInForce({ instance: { inspection, label, paused } }: { instance: Instance }) {
  if (!inspection) {
    return (
      <p className="flex items-start gap-1.5 text-meta text-ink-2">
        <Icon name="settings" size={14} className="mt-0.5 text-icon" />
        {paused
          ? 'Settings in force are not read while it is paused.'
          : 'Settings in force are not told yet: the machine tells them with its next report.'}
      </p>
    );
  }
  const { digest, changedAt, inspectedAt, problems } = inspection;
  return (
    <section aria-label={`Settings in force of ${label}`}>
      <Fold
        summary={
          <span className="min-w-0 text-meta">
            <span className="font-medium text-ink">Settings in force</span> {countWords(inspection)}
          </span>
        }
        marks={
          <span className="text-meta text-ink-2">
            since <Time at={changedAt} />
          </span>
        }
      >
        {() => (
          <div className="grid gap-3 text-meta">
            <RuntimeProblems problems={problems} />
            <SettingsFacts inspection={inspection} />
            <SettingsSources sources={inspection.sources} />
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
              <span>
                Told <Time at={inspectedAt} />
              </span>
              <span className="flex min-w-0 items-center gap-1">
                Digest <CopyId id={digest} of="digest of the settings" shown={`${digest.slice(0, 16)}…`} />
              </span>
            </p>
          </div>
        )}
      </Fold>
    </section>
  );
}

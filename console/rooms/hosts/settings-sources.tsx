import type { SettingsInForceFragment } from '../../graphql/generated/documents';
import { byteWords } from '../../ui/byte-words';
import { CopyId } from '../../ui/copy-id';
import { SeenText } from '../../ui/seen-text';
import { Time } from '../../ui/time';
import { SettingsList } from './settings-list';
import { scopeWords } from './settings-words';

/** The files that the settings come from, the strongest first, each with its hash to copy. */
export function SettingsSources({ sources }: Pick<SettingsInForceFragment, 'sources'>) {
  return (
    <SettingsList title="Files, the strongest first" empty="No file of settings was found." items={sources}>
      {({ scope, path, sha256, sizeBytes, modifiedAt }) => (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
          <span className="mono text-ink wrap-anywhere">
            <SeenText text={path} />
          </span>
          <span className="text-ink-2">
            {scopeWords[scope]} · {byteWords(sizeBytes)} · changed <Time at={modifiedAt} />
          </span>
          {sha256 ? (
            <CopyId id={sha256} of="SHA-256 of the file" shown={`sha256 ${sha256.slice(0, 12)}…`} />
          ) : (
            <span className="text-ink-2">read in part</span>
          )}
        </span>
      )}
    </SettingsList>
  );
}

import { SeenText } from '../../ui/seen-text';
import type { Instance } from './host-detail';
import { runtimeNames } from './host-looks';

/** Which runtime it is and where: name and version, then the place on the machine. */
export function RuntimeName({ instance }: { instance: Instance }) {
  const { kind, label, version, location } = instance;
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="font-medium text-ink wrap-anywhere">
        <SeenText text={label} />
      </span>
      <span className="text-meta text-ink-2 wrap-anywhere">
        {runtimeNames[kind]}
        {version ? (
          <>
            {' '}
            <SeenText text={version} />
          </>
        ) : null}
        {' · '}
        <span className="mono">
          <SeenText text={location} />
        </span>
      </span>
    </span>
  );
}

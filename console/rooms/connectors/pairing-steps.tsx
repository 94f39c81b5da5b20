import type { PairingLineFragment } from '../../graphql/generated/documents';
import { CopyBlock } from '../../ui/copy-block';
import { Countdown } from '../../ui/countdown';

// Gateways drop a request five minutes after it was made.
const lifetimeMs = 5 * 60_000;

/** What the gateway's owner types, and for how long it works. */
export function PairingSteps({ pairing }: { pairing: PairingLineFragment }) {
  const { command, expiresAt } = pairing;
  return (
    <div className="grid gap-2">
      <p className="text-ink">On the gateway’s machine, as the user it runs as, type:</p>
      <CopyBlock label="Pairing command" prompt text={command} />
      {expiresAt ? (
        <div className="max-w-80">
          <Countdown
            from={new Date(Date.parse(expiresAt) - lifetimeMs).toISOString()}
            until={expiresAt}
            after="left; a new command follows by itself"
          />
        </div>
      ) : null}
    </div>
  );
}

import { Banner } from '../../ui/banner';
import { CopyBlock } from '../../ui/copy-block';
import type { ConnectorDetail } from './connector-detail';
import { stateLooks } from './connector-states';
import { execModeLook } from './exec-modes';
import { NextAttempt } from './next-attempt';
import { PairingSteps } from './pairing-steps';

/** What somebody should know before reading on: the link is down, only reading works, or nothing is asked for. */
export function ConnectorBanners({ connector }: { connector: ConnectorDetail }) {
  return (
    <>
      <StateBanner connector={connector} />
      {connector.readOnly ? (
        <Banner tone="blue" icon="eye" title="Read-only">
          {connector.readOnlyReason ?? 'This gateway is newer than what was proven.'} Decisions and the kill
          switch are withheld there until ClawButler is updated.
        </Banner>
      ) : null}
      <ExecModeBanner mode={connector.execMode ?? null} />
      {connector.state === 'CONNECTED' && connector.healthy === false ? (
        <Banner tone="red" title="The gateway says it is not well">
          The link stands, but the gateway reports trouble of its own. Look at its log.
        </Banner>
      ) : null}
    </>
  );
}

function StateBanner({ connector }: { connector: ConnectorDetail }) {
  const { state, stateReason, nextAttemptAt, pairing, stateCode } = connector;
  if (state === 'CONNECTED') return null;
  const { word, tone, icon, meaning } = stateLooks[state];
  return (
    <Banner tone={tone} icon={icon} title={word}>
      <div className="grid gap-2">
        <p className="text-ink text-pretty">{stateReason ?? meaning}</p>
        {pairing ? <PairingSteps pairing={pairing} /> : null}
        <p className="flex flex-wrap gap-x-3 text-meta empty:hidden">
          {nextAttemptAt ? <NextAttempt at={nextAttemptAt} /> : null}
          {stateCode ? <span className="mono">{stateCode}</span> : null}
        </p>
      </div>
    </Banner>
  );
}

function ExecModeBanner({ mode }: { mode: string | null }) {
  const look = mode === null ? null : execModeLook(mode);
  if (!look?.warning) return null;
  return (
    <Banner tone={look.asks ? 'amber' : 'red'} icon="alert" title={look.warning}>
      <div className="grid gap-2">
        <p className="text-pretty">
          {look.meaning} To have requests held for a decision here, type at the gateway:
        </p>
        <CopyBlock
          label="Command that makes the gateway ask"
          prompt
          text="openclaw config set tools.exec.mode ask"
        />
      </div>
    </Banner>
  );
}

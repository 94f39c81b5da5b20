import { Banner } from '../../ui/banner';
import { UntrustedQuote } from '../../ui/untrusted-quote';
import { execModeLook } from '../connectors/exec-modes';
import type { AgentDetail } from './agent-detail';
import { healthLooks } from './agent-looks';
import { StopBanner } from './stop-banner';

/** What somebody should know before reading on. */
export function AgentBanners({ agent }: { agent: AgentDetail }) {
  const { runtimeState, removedAt, killSwitch, execMode, connector } = agent;
  const exec = execMode === null ? null : execModeLook(execMode);
  return (
    <>
      <StopBanner order={killSwitch} />
      {removedAt ? (
        <Banner tone="neutral" icon="archive" title="Gone from its gateway">
          <bdi>{connector.name}</bdi> no longer lists this agent. What is shown here is what was last known.
        </Banner>
      ) : null}
      {runtimeState === 'DISABLED' ? (
        <Banner tone="neutral" icon="power" title="Disabled">
          A person switched it off. Its gateway refuses it all work until it is enabled.
        </Banner>
      ) : null}
      {removedAt ? null : <HealthBanner agent={agent} />}
      {exec?.warning && runtimeState === 'ONLINE' ? (
        <Banner tone={exec.asks ? 'amber' : 'red'} icon="alert" title={exec.warning}>
          {exec.meaning}
        </Banner>
      ) : null}
    </>
  );
}

const runFailed = 'The last run failed: ';

/** The words of a failed run are the agent's or its model's, so they are quoted as theirs. */
function HealthBanner({ agent: { health, healthReason } }: { agent: AgentDetail }) {
  if (health === 'HEALTHY' || !healthReason) return null;
  const { word, tone } = healthLooks[health];
  if (!healthReason.startsWith(runFailed)) {
    return (
      <Banner tone={tone} title={word}>
        <bdi>{healthReason}</bdi>
      </Banner>
    );
  }
  return (
    <Banner tone={tone} title={`${word}: its last run failed`}>
      <UntrustedQuote text={healthReason.slice(runFailed.length)} from="the agent" />
    </Banner>
  );
}

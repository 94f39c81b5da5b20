import { useState } from 'react';
import { useLock } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import type { AgentDetail } from './agent-detail';
import { AgentDialogs, type AgentQuestion } from './agent-dialogs';
import { agentLock, ownStop } from './agent-locks';
import { AgentMenu } from './agent-row-actions';

/** Enable, kill switch, and the rest in a menu. A stop in force is lifted from its banner. */
export function AgentActions({ agent }: { agent: AgentDetail }) {
  const [asking, setAsking] = useState<AgentQuestion | null>(null);
  const lock = useLock();
  return (
    <>
      {agent.runtimeState === 'DISABLED' ? (
        <Button
          look="primary"
          icon="power"
          locked={agentLock(agent, lock('agents:manage'))}
          onClick={() => setAsking('enable')}
        >
          Enable…
        </Button>
      ) : null}
      {ownStop(agent) ? null : (
        <Button
          icon="stop"
          tone="red"
          locked={agentLock(agent, lock('agents:kill'))}
          onClick={() => setAsking('stop')}
        >
          Stop…
        </Button>
      )}
      <AgentMenu agent={agent} ask={setAsking} />
      {asking ? <AgentDialogs agent={agent} open={asking} close={() => setAsking(null)} /> : null}
    </>
  );
}

import { useNavigate } from 'react-router';
import type { AgentLineFragment } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import { IconButton } from '../../ui/icon-button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import type { AgentQuestion } from './agent-dialogs';
import { agentLock, ownStop } from './agent-locks';
import { canLift } from './stop-looks';

interface AgentRowActionsProps {
  agent: AgentLineFragment;
  ask: (question: AgentQuestion) => void;
}

/** At the end of a row: the kill switch at once, the rest in a menu. */
export function AgentRowActions({ agent, ask }: AgentRowActionsProps) {
  const lock = useLock();
  const kill = agentLock(agent, lock('agents:kill'));
  const own = ownStop(agent);
  return (
    <>
      {own && canLift(own.state) ? (
        <IconButton icon="undo" label="Lift stop" size="small" locked={kill} onClick={() => ask('lift')} />
      ) : (
        <IconButton
          icon="stop"
          label="Stop"
          size="small"
          tone="red"
          locked={kill}
          onClick={() => ask('stop')}
        />
      )}
      <AgentMenu agent={agent} ask={ask} size="small" />
    </>
  );
}

/** What else can be done and where else to look. */
export function AgentMenu({ agent, ask, size }: AgentRowActionsProps & { size?: 'small' }) {
  const navigate = useNavigate();
  const to = useTo();
  const lock = agentLock(agent, useLock()('agents:manage'));
  const disabled = agent.runtimeState === 'DISABLED';
  const go = (path: string) => () => void navigate(to(path));
  return (
    <Menu
      trigger={
        <IconButton icon="more" label="More" size={size} look={size === 'small' ? 'ghost' : 'secondary'} />
      }
    >
      <MenuItem icon="inbox" onSelect={go(`/approvals?agent=${agent.id}`)}>
        Waiting approvals
      </MenuItem>
      <MenuItem icon="activity" onSelect={go(`/activity?agent=${agent.id}`)}>
        Its activity
      </MenuItem>
      <MenuItem icon="connector" onSelect={go(`/connectors/${agent.connector.id}`)}>
        Its gateway
      </MenuItem>
      <MenuLine />
      <MenuItem icon="power" locked={lock} onSelect={() => ask(disabled ? 'enable' : 'disable')}>
        {disabled ? 'Enable…' : 'Disable…'}
      </MenuItem>
    </Menu>
  );
}

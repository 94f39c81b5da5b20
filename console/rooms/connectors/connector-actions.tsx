import { useState } from 'react';
import { useNavigate } from 'react-router';
import { EnableConnectorDocument, ReconnectConnectorDocument } from '../../graphql/generated/documents';
import { useLock, useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import { StopDialog } from '../agents/stop-dialog';
import { ConnectorDialogs } from './connector-dialogs';
import { ConnectorPolicyDialog } from './connector-policy-dialog';
import type { ConnectorDetail } from './connector-detail';

const tell = (problem: Problem | null, done: string): void => {
  if (problem) toast({ tone: 'red', title: problem.title, detail: problem.advice });
  else toast({ title: done });
};

type Question = 'disable' | 'remove' | 'stop' | 'policy';

/** Reconnect, change, switch off and on, stop its agents, remove. */
export function ConnectorActions({ connector }: { connector: ConnectorDetail }) {
  const { id, name, state } = connector;
  const [asking, setAsking] = useState<Question | null>(null);
  const lock = useLock()('connectors:manage');
  const to = useTo();
  const enable = useVerb(EnableConnectorDocument);
  const reconnect = useVerb(ReconnectConnectorDocument);
  const disabled = state === 'DISABLED';
  return (
    <>
      {disabled ? (
        <Button
          look="primary"
          icon="power"
          locked={lock}
          busy={enable.busy}
          onClick={async () => tell((await enable.run({ id })).problem, 'Switched on; the link comes up now')}
        >
          Enable
        </Button>
      ) : (
        <Button
          icon="refresh"
          locked={lock}
          busy={reconnect.busy}
          onClick={async () => tell((await reconnect.run({ id })).problem, 'Trying again now')}
        >
          Reconnect
        </Button>
      )}
      <LinkButton icon="edit" to={to(`/connectors/${id}/edit`)} locked={lock}>
        Change
      </LinkButton>
      <MoreMenu connector={connector} lock={lock} ask={setAsking} />
      <ConnectorDialogs
        connector={connector}
        open={asking === 'stop' || asking === 'policy' ? null : asking}
        close={() => setAsking(null)}
      />
      {asking === 'policy' ? (
        <ConnectorPolicyDialog connector={connector} close={() => setAsking(null)} />
      ) : null}
      {asking === 'stop' ? (
        <StopDialog target={{ scope: 'CONNECTOR', id, name }} close={() => setAsking(null)} />
      ) : null}
    </>
  );
}

interface MoreMenuProps {
  connector: ConnectorDetail;
  lock: string | null;
  ask: (what: Question) => void;
}

function MoreMenu({ connector, lock, ask }: MoreMenuProps) {
  const navigate = useNavigate();
  const to = useTo();
  const killLock = useLock()('agents:kill');
  return (
    <Menu trigger={<IconButton icon="more" label="More" look="secondary" />}>
      <MenuItem
        icon="scroll"
        onSelect={() => void navigate(`${to('/audit')}?text=${encodeURIComponent(connector.name)}`)}
      >
        What happened to it
      </MenuItem>
      <MenuItem icon="eye" locked={lock} onSelect={() => ask('policy')}>
        What is kept of its sessions…
      </MenuItem>
      {connector.state === 'DISABLED' ? null : (
        <MenuItem icon="power" locked={lock} onSelect={() => ask('disable')}>
          Disable
        </MenuItem>
      )}
      <MenuLine />
      {connector.killSwitch?.scope === 'CONNECTOR' ? null : (
        <MenuItem icon="stop" tone="red" locked={killLock} onSelect={() => ask('stop')}>
          Stop its agents…
        </MenuItem>
      )}
      <MenuItem icon="trash" tone="red" locked={lock} onSelect={() => ask('remove')}>
        Remove
      </MenuItem>
    </Menu>
  );
}

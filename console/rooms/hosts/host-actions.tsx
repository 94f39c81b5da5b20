import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useLock, useTo } from '../../graphql/organization-context';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { LinkButton } from '../../ui/link-button';
import { Menu, MenuItem, MenuLine } from '../../ui/menu';
import type { HostDetail } from './host-detail';
import { RenameHostDialog } from './rename-host-dialog';
import { RevokeHostDialog } from './revoke-host-dialog';

/** Its sessions, its name, its history, and shutting it out. */
export function HostActions({ host }: { host: HostDetail }) {
  const [asking, setAsking] = useState<'rename' | 'revoke' | null>(null);
  const lock = useLock()('hosts:manage');
  const to = useTo();
  const navigate = useNavigate();
  const close = () => setAsking(null);
  return (
    <>
      <LinkButton icon="message" to={`${to('/sessions')}?host=${host.id}`}>
        Sessions
      </LinkButton>
      <Button icon="edit" locked={lock} onClick={() => setAsking('rename')}>
        Rename
      </Button>
      <Menu trigger={<IconButton icon="more" label="More" look="secondary" />}>
        <MenuItem
          icon="scroll"
          onSelect={() => void navigate(`${to('/audit')}?text=${encodeURIComponent(host.name)}`)}
        >
          What happened to it
        </MenuItem>
        {host.state === 'REVOKED' ? null : (
          <>
            <MenuLine />
            <MenuItem icon="ban" tone="red" locked={lock} onSelect={() => setAsking('revoke')}>
              Revoke…
            </MenuItem>
          </>
        )}
      </Menu>
      {asking === 'rename' ? <RenameHostDialog host={host} close={close} /> : null}
      {asking === 'revoke' ? <RevokeHostDialog host={host} close={close} /> : null}
    </>
  );
}

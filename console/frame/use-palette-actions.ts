import { useNavigate } from 'react-router';
import { useCan, useTo } from '../graphql/organization-context';
import type { IconName } from '../ui/icon-paths';
import { theme } from './theme';
import { useSignOut } from './use-sign-out';

interface PaletteAction {
  title: string;
  icon: IconName;
  permission?: string;
  run: () => void;
}

/** What can be done from the palette. Anything that changes the organisation opens its page's own form. */
export function usePaletteActions(): readonly PaletteAction[] {
  const navigate = useNavigate();
  const to = useTo();
  const can = useCan();
  const signOut = useSignOut();
  const open = (path: string) => () => void navigate(to(path));
  const actions: readonly PaletteAction[] = [
    { title: 'Add a connector', icon: 'plus', permission: 'connectors:manage', run: open('/connectors/new') },
    { title: 'Pair a machine', icon: 'plus', permission: 'hosts:pair', run: open('/hosts/pair') },
    { title: 'Enter a pairing code', icon: 'key', permission: 'hosts:pair', run: open('/pair') },
    { title: 'What sessions cost', icon: 'chart', permission: 'cost:read', run: open('/sessions/cost') },
    {
      title: 'Stop all agents (kill switch)',
      icon: 'stop',
      permission: 'agents:kill',
      run: open('/agents/stops?stop=organization'),
    },
    { title: 'Stop orders', icon: 'stop', permission: 'agents:read', run: open('/agents/stops') },
    { title: 'Write a policy', icon: 'policy', permission: 'policies:manage', run: open('/policies/new') },
    { title: 'Invite a member', icon: 'users', permission: 'members:manage', run: open('/members/invite') },
    { title: 'Create a service token', icon: 'key', permission: 'tokens:manage', run: open('/tokens/new') },
    { title: 'Use the light theme', icon: 'sun', run: () => theme.set('light') },
    { title: 'Use the dark theme', icon: 'moon', run: () => theme.set('dark') },
    { title: 'Use the theme of the system', icon: 'monitor', run: () => theme.set('system') },
    { title: 'Sign out', icon: 'log-out', run: () => void signOut() },
  ];
  return actions.filter(({ permission }) => !permission || can(permission));
}

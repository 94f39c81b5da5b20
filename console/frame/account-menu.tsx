import { useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { useAccount } from '../graphql/account-context';
import { useTo } from '../graphql/organization-context';
import { Menu, MenuItem, MenuLabel, MenuLine, MenuRadio } from '../ui/menu';
import { theme, type ThemeChoice } from './theme';
import { useSignOut } from './use-sign-out';

const themes: readonly { value: ThemeChoice; label: string; icon: 'sun' | 'moon' | 'monitor' }[] = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'system', label: 'Like the system', icon: 'monitor' },
];

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();

/** Who is signed in: theme, own sessions, sign-out, keyboard map. */
export function AccountMenu({ onKeyboardMap }: { onKeyboardMap: () => void }) {
  const { viewer, instance } = useAccount();
  const choice = useSyncExternalStore(theme.subscribe, theme.get);
  const navigate = useNavigate();
  const signOut = useSignOut();
  const to = useTo();
  const user = viewer?.user;
  if (!user) return null;
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="hit grid size-7 place-items-center rounded-full border border-brand-line bg-brand-bg text-mini font-semibold text-brand-ink hover:border-brand"
        >
          <span aria-hidden="true">{initials(user.name)}</span>
          <span className="sr-only">Account of {user.name}</span>
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-medium wrap-anywhere">{user.name}</p>
        <p className="text-meta text-ink-2 wrap-anywhere">{user.email}</p>
      </div>
      <MenuLine />
      <MenuItem icon="user" onSelect={() => void navigate(to('/settings/account'))}>
        Account and sessions
      </MenuItem>
      <MenuItem icon="keyboard" keys="?" onSelect={onKeyboardMap}>
        Keyboard map
      </MenuItem>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      <MenuRadio value={choice} options={themes} onChange={(value) => theme.set(value as ThemeChoice)} />
      <MenuLine />
      <MenuItem icon="log-out" onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
      <p className="px-2 pt-1 pb-0.5 text-mini text-ink-3">ClawButler {instance.version}</p>
    </Menu>
  );
}

import { useAccount } from '../../graphql/account-context';
import { ChangePassword } from './change-password';
import { LoginSessions } from './login-sessions';
import { Profile } from './profile';
import { SettingsFrame } from './settings-frame';

/** The signed-in person: name, password, sessions. The same in every organisation. */
export function AccountPage() {
  const user = useAccount().viewer?.user;
  if (!user) return null;
  return (
    <SettingsFrame title="Account">
      <Profile key={user.name} name={user.name} email={user.email} />
      <ChangePassword name={user.name} email={user.email} />
      <LoginSessions />
    </SettingsFrame>
  );
}

import { Switch } from '../../ui/checkbox';

interface FollowSwitchProps {
  following: boolean;
  onFollow: (following: boolean) => void;
}

/** Whether new entries appear, and the page moves on to them, as they are written. */
export function FollowSwitch({ following, onFollow }: FollowSwitchProps) {
  return <Switch label="Follow" checked={following} onChange={onFollow} />;
}

import { useNavigate } from 'react-router';
import { useAccount } from '../graphql/account-context';
import { useOrganization } from '../graphql/organization-context';
import { Icon } from '../ui/icon';
import { Logo } from '../ui/logo';
import { Menu, MenuItem, MenuLabel, MenuLine, MenuRadio } from '../ui/menu';

/** Which organisation this is, and the way to the others. */
export function OrganizationMenu() {
  const { viewer } = useAccount();
  const { slug, name } = useOrganization();
  const navigate = useNavigate();
  const options = (viewer?.organizations ?? []).map((one) => ({ value: one.slug, label: one.name }));
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="hit flex h-9 min-w-0 items-center gap-2.5 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-hover"
        >
          <Logo />
          <span className="sr-only">Organisation</span>
          <span className="truncate text-lead font-semibold tracking-tight text-ink">{name}</span>
          <Icon name="chevron-down" size={12} className="text-icon" />
        </button>
      }
    >
      <MenuLabel>Organisations</MenuLabel>
      <MenuRadio value={slug} options={options} onChange={(chosen) => void navigate(`/o/${chosen}`)} />
      <MenuLine />
      <MenuItem icon="settings" onSelect={() => void navigate(`/o/${slug}/settings`)}>
        Organisation settings
      </MenuItem>
    </Menu>
  );
}

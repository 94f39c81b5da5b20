import { NavLink } from 'react-router';
import { useCan, useTo } from '../graphql/organization-context';
import { Counter } from '../ui/counter';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { usePendingApprovals } from './pending-approvals';

interface Tab {
  path: string;
  label: string;
  icon: IconName;
  permission: string;
}

const tabs: readonly Tab[] = [
  { path: '/', label: 'Home', icon: 'home', permission: 'organization:read' },
  { path: '/agents', label: 'Agents', icon: 'agent', permission: 'agents:read' },
  { path: '/approvals', label: 'Ops', icon: 'inbox', permission: 'approvals:read' },
  { path: '/audit', label: 'Insights', icon: 'chart', permission: 'audit:read' },
  { path: '/more', label: 'More', icon: 'menu', permission: 'organization:read' },
];

/** The way around on small screens, within reach of a thumb. */
export function BottomTabs() {
  const to = useTo();
  const can = useCan();
  const waiting = usePendingApprovals();
  return (
    <nav
      aria-label="Main"
      className="border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] wide:hidden"
    >
      <ul className="flex">
        {tabs
          .filter(({ permission }) => can(permission))
          .map(({ path, label, icon }) => (
            <li key={path} className="flex-1">
              <NavLink
                to={to(path)}
                end={path === '/'}
                className="relative grid h-14 place-content-center justify-items-center gap-0.5 text-mini font-medium text-ink-2 -outline-offset-2 aria-[current=page]:text-brand-ink"
              >
                <Icon name={icon} size={20} />
                {label}
                <span className="absolute top-1.5 left-1/2 ml-1.5">
                  <Counter count={path === '/approvals' ? waiting : 0} of="approvals waiting" />
                </span>
              </NavLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}

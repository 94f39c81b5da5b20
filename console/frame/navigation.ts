import type { IconName } from '../ui/icon-paths';

export interface Place {
  /** Path inside the organisation. */
  path: string;
  label: string;
  icon: IconName;
  /** Needed to see it at all. */
  permission: string;
  /** Keys that lead there. */
  keys: string;
}

export interface Section {
  label: string;
  places: readonly Place[];
}

/** The rail, top to bottom. A section without places for the viewer is left out. */
export const sections: readonly Section[] = [
  {
    label: 'Operate',
    places: [
      { path: '/', label: 'Dashboard', icon: 'home', permission: 'organization:read', keys: 'g d' },
      { path: '/approvals', label: 'Approvals', icon: 'inbox', permission: 'approvals:read', keys: 'g p' },
      { path: '/agents', label: 'Agents', icon: 'agent', permission: 'agents:read', keys: 'g a' },
      { path: '/sessions', label: 'Sessions', icon: 'message', permission: 'sessions:read', keys: 'g e' },
      { path: '/activity', label: 'Activity', icon: 'activity', permission: 'activity:read', keys: 'g y' },
    ],
  },
  {
    label: 'Insights',
    places: [{ path: '/audit', label: 'Audit', icon: 'scroll', permission: 'audit:read', keys: 'g u' }],
  },
  { label: 'Productivity', places: [] },
  {
    label: 'System',
    places: [
      {
        path: '/connectors',
        label: 'Connectors',
        icon: 'connector',
        permission: 'connectors:read',
        keys: 'g c',
      },
      { path: '/hosts', label: 'Runtime hosts', icon: 'laptop', permission: 'hosts:read', keys: 'g h' },
      { path: '/policies', label: 'Policies', icon: 'policy', permission: 'policies:read', keys: 'g o' },
      { path: '/members', label: 'Members', icon: 'users', permission: 'members:read', keys: 'g m' },
      { path: '/tokens', label: 'Tokens', icon: 'key', permission: 'tokens:read', keys: 'g t' },
      {
        path: '/settings',
        label: 'Settings',
        icon: 'settings',
        permission: 'organization:read',
        keys: 'g s',
      },
    ],
  },
];

/** What the viewer may see of it. */
export const sectionsFor = (can: (permission: string) => boolean): readonly Section[] =>
  sections
    .map(({ label, places }) => ({ label, places: places.filter(({ permission }) => can(permission)) }))
    .filter(({ places }) => places.length > 0);

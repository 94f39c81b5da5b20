import type { MemberLineFragment } from '../../graphql/generated/documents';

export type Role = MemberLineFragment['role'];

interface RoleLook {
  word: string;
  /** With its article, for sentences: "an owner". */
  one: string;
  /** What it is for, in one line. */
  meaning: string;
}

/** The six roles, from the most to the least powerful. */
export const roleLooks: Record<Role, RoleLook> = {
  OWNER: {
    word: 'Owner',
    one: 'an owner',
    meaning: 'Everything, including the organisation itself and who else owns it.',
  },
  ADMIN: {
    word: 'Admin',
    one: 'an admin',
    meaning: 'Everything but owners and the organisation’s name: members, tokens, policies, gateways.',
  },
  OPERATOR: {
    word: 'Operator',
    one: 'an operator',
    meaning: 'Runs gateways and agents, stops them, and decides approvals. No audit log.',
  },
  APPROVER: {
    word: 'Approver',
    one: 'an approver',
    meaning: 'Sees what is live and decides approvals. Changes nothing else.',
  },
  AUDITOR: {
    word: 'Auditor',
    one: 'an auditor',
    meaning: 'Reads everything, including the audit log and its export. Changes nothing.',
  },
  VIEWER: {
    word: 'Viewer',
    one: 'a viewer',
    meaning: 'Sees what is live. No audit log, changes nothing.',
  },
};

export const roles = Object.keys(roleLooks) as Role[];

/** Whether somebody may give or take a role: never one above their own. The server decides; this only locks. */
export const mayGive = (by: Role | null | undefined, role: Role): boolean =>
  by != null && roles.indexOf(by) <= roles.indexOf(role);

interface Power {
  words: string;
  /** The permission that stands for it. */
  permission: string;
  roles: readonly Role[];
}

/** What roles differ in, as people would say it. */
export const powers: readonly Power[] = [
  { words: 'See gateways, agents, sessions, activity and approvals', permission: 'approvals:read', roles },
  {
    words: 'Decide approvals',
    permission: 'approvals:decide',
    roles: ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER'],
  },
  {
    words: 'Connect gateways and change their links',
    permission: 'connectors:manage',
    roles: ['OWNER', 'ADMIN', 'OPERATOR'],
  },
  {
    words: 'Stop agents with the kill switch',
    permission: 'agents:kill',
    roles: ['OWNER', 'ADMIN', 'OPERATOR'],
  },
  {
    words: 'Pair developers’ machines, choose what is read there and revoke them',
    permission: 'hosts:manage',
    roles: ['OWNER', 'ADMIN', 'OPERATOR'],
  },
  {
    words: 'Read, verify and export the audit log',
    permission: 'audit:read',
    roles: ['OWNER', 'ADMIN', 'AUDITOR'],
  },
  { words: 'Erase what was said in sessions', permission: 'sessions:manage', roles: ['OWNER', 'ADMIN'] },
  { words: 'Write policies', permission: 'policies:manage', roles: ['OWNER', 'ADMIN'] },
  { words: 'Invite, suspend and remove members', permission: 'members:manage', roles: ['OWNER', 'ADMIN'] },
  { words: 'Create and revoke service tokens', permission: 'tokens:manage', roles: ['OWNER', 'ADMIN'] },
  {
    words: 'Rename the organisation and appoint owners',
    permission: 'organization:update',
    roles: ['OWNER'],
  },
];

import type { Role } from './ctx.js';

/** Every permission of the product, `room:verb`, and the roles that hold it. The one table; exhaustively tested. */
const holders = {
  'organization:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'organization:update': ['OWNER'],
  'members:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'members:manage': ['OWNER', 'ADMIN'],
  'tokens:read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'tokens:manage': ['OWNER', 'ADMIN'],
  'connectors:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'connectors:manage': ['OWNER', 'ADMIN', 'OPERATOR'],
  'agents:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'agents:manage': ['OWNER', 'ADMIN', 'OPERATOR'],
  'agents:kill': ['OWNER', 'ADMIN', 'OPERATOR'],
  'approvals:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'approvals:decide': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER'],
  'policies:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'policies:manage': ['OWNER', 'ADMIN'],
  'audit:read': ['OWNER', 'ADMIN', 'AUDITOR'],
  'audit:verify': ['OWNER', 'ADMIN', 'AUDITOR'],
  'activity:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'hosts:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'hosts:pair': ['OWNER', 'ADMIN', 'OPERATOR'],
  'hosts:manage': ['OWNER', 'ADMIN', 'OPERATOR'],
  'sessions:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
  'sessions:manage': ['OWNER', 'ADMIN'],
  'cost:read': ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'],
} as const satisfies Record<string, readonly Role[]>;

/** What people and tokens may hold. */
export type HeldPermission = keyof typeof holders;

/** What a paired machine holds, and nobody else can: no role has it, no token is granted it. */
const ofHosts = 'hosts:sync';

export type Permission = HeldPermission | typeof ofHosts;

/** Everything a paired machine may do, in the organisation it was paired with. */
export const hostPermissions: ReadonlySet<string> = new Set<Permission>([ofHosts]);

export const allPermissions = Object.keys(holders) as HeldPermission[];

/** What automation may never do: decide, mint, let machines in, change who may do what. */
const peopleOnly: ReadonlySet<HeldPermission> = new Set<HeldPermission>([
  'approvals:decide',
  'tokens:manage',
  'policies:manage',
  'members:manage',
  'organization:update',
  'hosts:pair',
]);

export const tokenScopes: Permission[] = allPermissions.filter((permission) => !peopleOnly.has(permission));

const byRole = new Map<Role, ReadonlySet<Permission>>();

/** Permissions of a role; none for null. */
export function permissionsOf(role: Role | null): ReadonlySet<Permission> {
  if (role === null) return new Set();
  let set = byRole.get(role);
  if (!set) {
    set = new Set(
      allPermissions.filter((permission) => (holders[permission] as readonly Role[]).includes(role)),
    );
    byRole.set(role, set);
  }
  return set;
}

/**
 * The one function that grants scopes: asked ∩ what tokens may hold ∩ what the caller holds. Unknown names and
 * wildcards grant nothing; an empty request grants nothing.
 */
export function grantScopes(
  requested: readonly string[] | null | undefined,
  caller: ReadonlySet<string>,
): Permission[] {
  const asked = new Set(requested ?? []);
  return tokenScopes.filter((scope) => asked.has(scope) && caller.has(scope));
}

const rank: Record<Role, number> = { VIEWER: 0, AUDITOR: 1, APPROVER: 2, OPERATOR: 3, ADMIN: 4, OWNER: 5 };

/** Whether a role stands at or above another: OWNER > ADMIN > OPERATOR > APPROVER > AUDITOR > VIEWER. */
export function atLeast(role: Role | null, minimum: Role): boolean {
  return role !== null && rank[role] >= rank[minimum];
}

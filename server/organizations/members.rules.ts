import type { Role } from '../platform/auth/ctx.js';
import { atLeast } from '../platform/auth/permissions.js';

/** A change somebody asks to make to a membership. */
export interface MembershipChange {
  /** Role of who asks; null for somebody outside. */
  by: Role | null;
  isSelf: boolean;
  /** The member's role now. */
  from: Role;
  /** Whether the member is suspended now. */
  suspended: boolean;
  what: 'change-role' | 'suspend' | 'resume' | 'remove';
  /** The new role, for `change-role`. */
  to?: Role;
  /** Owners of the organisation who are not suspended, this member included if so. */
  activeOwners: number;
}

export type MembershipRefusal = 'above-own-role' | 'last-owner' | 'self-suspension';

/** Whether somebody may hand out a role: never one above their own. */
export function mayGrant(by: Role | null, role: Role): boolean {
  return atLeast(by, role);
}

/** @returns why the change may not happen, or null. Nobody gives or takes a role above their own; the last owner stays. */
export function refusalOf(change: MembershipChange): MembershipRefusal | null {
  const { by, isSelf, from, what, to } = change;
  const leaves = what === 'remove' && isSelf;
  if (!leaves && !atLeast(by, from)) return 'above-own-role';
  if (what === 'change-role' && !atLeast(by, to!)) return 'above-own-role';
  if (what === 'suspend' && isSelf) return 'self-suspension';
  return endsOwnership(change) && change.activeOwners <= 1 ? 'last-owner' : null;
}

function endsOwnership({ from, suspended, what, to }: MembershipChange): boolean {
  if (from !== 'OWNER' || suspended) return false;
  return what === 'change-role' ? to !== 'OWNER' : what !== 'resume';
}

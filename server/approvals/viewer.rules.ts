import type { Ctx } from '../platform/auth/ctx.js';
import { atLeast } from '../platform/auth/permissions.js';
import type { ApprovalRow } from './approval-row.js';

/** Why this caller cannot decide a request, in words; null when they can. The decision itself checks again, with more. */
export function whyViewerCannotDecide(row: ApprovalRow, ctx: Ctx): string | null {
  if (row.state !== 'PENDING') return 'It is decided already.';
  if (row.expired) return 'Its time is over: it counts as denied.';
  if (ctx.actor.kind !== 'PERSON') return 'Only a person decides approvals.';
  if (!ctx.permissions.has('approvals:decide')) return 'Your role here does not decide approvals.';
  if (row.required_role && !atLeast(ctx.role, row.required_role)) {
    return `The policy wants a decision by the role ${row.required_role.toLowerCase()} or above.`;
  }
  return null;
}

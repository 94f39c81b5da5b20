import type { Ctx } from '../platform/auth/ctx.js';
import type { Permission } from '../platform/auth/permissions.js';
import { toActivity, type ToldEvent } from './audit-event.js';
import type { Sight } from './audit-log.service.js';

/** Families of events that tell about things the activity page's readers may not all see. */
const guarded: readonly (readonly [prefix: string, permission: Permission])[] = [
  ['service_token.', 'tokens:read'],
  ['session.', 'audit:read'],
  ['login.', 'audit:read'],
  ['access_token.', 'audit:read'],
  ['user.', 'audit:read'],
  ['request.', 'audit:read'],
  ['audit.', 'audit:read'],
];

/** What of the log a caller's activity page shows: never details, and no event about what the caller may not read. */
export function activitySight(ctx: Ctx): Sight<ToldEvent> {
  const hidden = guarded
    .filter(([, permission]) => !ctx.permissions.has(permission))
    .map(([prefix]) => prefix);
  return { details: false, hidden, show: toActivity };
}

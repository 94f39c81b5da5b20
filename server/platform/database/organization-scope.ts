import type { Ctx } from '../auth/ctx.js';
import type { Tx } from './tx.js';

/**
 * Runs part of a transaction inside another organisation than the one it was opened for: an organisation that is
 * being created, one that is being joined, or each organisation of a person. The caller has proven that the actor
 * may act there. `ctx` is the context of the surrounding scope, whose organisation is in force again afterwards.
 */
export async function inOrganization<T>(
  tx: Tx,
  ctx: Ctx,
  organizationId: string,
  fn: (scoped: Ctx) => Promise<T>,
): Promise<T> {
  await tx.query(`select set_config('app.org', $1, true)`, [organizationId]);
  const result = await fn({ ...ctx, organizationId });
  // After an error there is nothing to restore: the whole transaction rolls back.
  await tx.query(`select set_config('app.org', $1, true)`, [ctx.organizationId ?? '']);
  return result;
}

import type { GraphqlContext } from '../platform/graphql/request.js';
import type { KillSwitches } from './kill-switches.service.js';
import type { KillSwitchRow } from './kill-switch-row.js';

/** The orders that hold anything in the request's organisation, newest first; read once per request. */
export async function holdingOrders(
  request: GraphqlContext,
  kills: KillSwitches,
): Promise<readonly KillSwitchRow[]> {
  const ctx = request.ctx!;
  const loader = request.loaders.get<KillSwitchRow[]>(
    'holding-orders',
    async ([organizationId]) => new Map([[organizationId!, await kills.list(ctx, false)]]),
  );
  return (await loader.load(ctx.organizationId!)) ?? [];
}

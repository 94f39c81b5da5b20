import { cacheExchange, type Cache, type UpdateResolver } from '@urql/exchange-graphcache';
import { possibleTypes } from './possible-types';

/** Types with an identity. All others live inside their parents. */
const identified = new Set(possibleTypes.Node);

/**
 * Lists and figures of the root that a mutation makes stale; pages that show them read again. Changed things that
 * a mutation returns need no entry: the cache follows them by id.
 */
const staleAfter: Record<string, readonly string[]> = {
  addConnector: ['connectors', 'overview', 'agents', 'discoverGateways'],
  removeConnector: ['connectors', 'connector', 'overview', 'agents', 'approvals', 'pendingApprovalCount'],
  disableConnector: ['overview'],
  enableConnector: ['overview'],
  engageKillSwitch: ['killSwitches', 'agents', 'agent', 'connectors', 'connector', 'overview'],
  liftKillSwitch: ['killSwitches', 'agents', 'agent', 'connectors', 'connector', 'overview'],
  decideApproval: ['pendingApprovalCount', 'overview'],
  decideApprovals: ['pendingApprovalCount', 'overview'],
  createApprovalPolicy: ['approvalPolicies'],
  moveApprovalPolicy: ['approvalPolicies'],
  deleteApprovalPolicy: ['approvalPolicies'],
  approveHostPairing: ['runtimeHosts'],
  inviteMember: ['invites'],
  removeMember: ['members'],
  createServiceToken: ['serviceTokens'],
  revokeSession: ['loginSessions'],
  revokeOtherSessions: ['loginSessions'],
  changePassword: ['loginSessions'],
};

function forget(cache: Cache, fields: readonly string[]): void {
  cache
    .inspectFields('Query')
    .filter(({ fieldName }) => fields.includes(fieldName))
    .forEach(({ fieldKey }) => cache.invalidate('Query', fieldKey));
}

const mutations = Object.fromEntries(
  Object.entries(staleAfter).map(([name, fields]): [string, UpdateResolver] => [
    name,
    (_result, _args, cache) => forget(cache, fields),
  ]),
);

/** A fresh normalised cache: one per organisation, so that nothing read in one shows in another. */
export function createCache() {
  const keys = new Proxy({} as Record<string, (data: { id?: unknown }) => string | null>, {
    get: (_target, type: string) => (data: { id?: unknown }) =>
      identified.has(type) && typeof data.id === 'string' ? data.id : null,
  });
  return cacheExchange({ keys, possibleTypes, updates: { Mutation: mutations } });
}

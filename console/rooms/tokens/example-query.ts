/** A first question for each scope; the first one a token holds is asked. */
const questions: readonly (readonly [scope: string, query: string])[] = [
  ['approvals:read', '{ pendingApprovalCount }'],
  ['organization:read', '{ overview { pendingApprovals agentsOnline } }'],
  ['agents:read', '{ agents(first: 5) { edges { node { name } } } }'],
  ['connectors:read', '{ connectors(first: 5) { edges { node { name state } } } }'],
  ['policies:read', '{ approvalPolicies { name sentence } }'],
  ['members:read', '{ members(first: 5) { edges { node { role } } } }'],
  ['tokens:read', '{ serviceTokens(first: 5) { edges { node { name } } } }'],
];

/** Something a token with these scopes may ask. Who it is may be asked by every token. */
export const exampleQuery = (scopes: readonly string[]): string =>
  questions.find(([scope]) => scopes.includes(scope))?.[1] ?? '{ viewer { serviceToken { name scopes } } }';

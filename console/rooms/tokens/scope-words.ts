interface ScopeWords {
  word: string;
  /** What a token with it can do. */
  allows: string;
  /** It changes something; all others only read. */
  changes?: true;
}

/** Scopes in words, in the order in which they are offered. */
const words: Readonly<Record<string, ScopeWords>> = {
  'approvals:read': {
    word: 'See approvals',
    allows: 'What agents ask for, whole, and how it was decided. Never decides.',
  },
  'activity:read': {
    word: 'Follow activity',
    allows: 'Everything that happens here, live and from the past.',
  },
  'agents:read': { word: 'See agents', allows: 'Agents, their tools, their health.' },
  'connectors:read': { word: 'See gateways', allows: 'Gateways, their addresses and how each link stands.' },
  'sessions:read': {
    word: 'See sessions',
    allows: 'What agents on developers’ machines did and said, as far as it was let out of the machine.',
  },
  'cost:read': { word: 'See costs', allows: 'Tokens and dollars by day, model, host and repository.' },
  'hosts:read': { word: 'See runtime hosts', allows: 'Paired machines, their runtimes and how each stands.' },
  'policies:read': { word: 'See policies', allows: 'The rules in their order.' },
  'members:read': { word: 'See members', allows: 'Names, addresses and roles of everybody here.' },
  'organization:read': {
    word: 'See the organisation',
    allows: 'Its name, its figures, and the health of the server.',
  },
  'tokens:read': { word: 'See service tokens', allows: 'Names and scopes of tokens, never a secret.' },
  'audit:read': { word: 'Read the audit log', allows: 'Every event on record, and its export.' },
  'audit:verify': { word: 'Verify the audit log', allows: 'Proofs and checkpoints of the log.' },
  'agents:kill': {
    word: 'Stop agents',
    allows: 'Engages and lifts the kill switch.',
    changes: true,
  },
  'agents:manage': { word: 'Manage agents', allows: 'Enables agents and disables them.', changes: true },
  'hosts:manage': {
    word: 'Manage runtime hosts',
    allows: 'Adds runtimes, decides what leaves a machine, renames and revokes machines. Never pairs one.',
    changes: true,
  },
  'sessions:manage': { word: 'Manage sessions', allows: 'Erases what was said in a session.', changes: true },
  'connectors:manage': {
    word: 'Manage gateways',
    allows: 'Adds gateways, changes their links and removes them.',
    changes: true,
  },
};

/** A scope in words. One this console does not know yet is shown as it is. */
export const scopeWords = (scope: string): ScopeWords =>
  words[scope] ?? { word: scope, allows: 'Described in the documentation of the API.', changes: true };

export const knownScopes = Object.keys(words);

/** What may be granted, in the order of this page: reading first, then what changes something. */
export function offered(grantable: readonly string[]): { reads: string[]; changes: string[] } {
  const ordered = [
    ...knownScopes.filter((scope) => grantable.includes(scope)),
    ...grantable.filter((scope) => !knownScopes.includes(scope)),
  ];
  return {
    reads: ordered.filter((scope) => !scopeWords(scope).changes),
    changes: ordered.filter((scope) => scopeWords(scope).changes),
  };
}

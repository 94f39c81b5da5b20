import { emptyDraft, type PolicyDraft } from './policy-draft';

/** A rule to begin with: opens the form filled in, saves nothing. */
export interface Starter {
  key: string;
  /** Why somebody would want it. */
  why: string;
  draft: PolicyDraft;
}

export const starters: readonly Starter[] = [
  {
    key: 'risky',
    why: 'Deleting, publishing, changing systems: an administrator looks first.',
    draft: {
      ...emptyDraft,
      name: 'Risky actions need an administrator',
      minimumRisk: 'HIGH',
      requiredRole: 'ADMIN',
      timeout: '900',
    },
  },
  {
    key: 'reads',
    why: 'Looking around changes nothing. Keeps the inbox for what matters.',
    draft: {
      ...emptyDraft,
      name: 'Reading is fine',
      effect: 'ALLOW',
      commands: ['ls', 'ls *', 'pwd', 'git status', 'git log*', 'git diff*'],
      maximumRisk: 'LOW',
    },
  },
  {
    key: 'scripts',
    why: 'A script straight from the network runs what nobody has read.',
    draft: {
      ...emptyDraft,
      name: 'No scripts straight from the network',
      effect: 'DENY',
      commands: ['*curl *|*sh*', '*wget *|*sh*'],
    },
  },
];

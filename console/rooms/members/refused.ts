import type { Problem } from '../../graphql/problem';

const advice: Record<string, string> = {
  CONFLICT: 'Nothing was changed.',
  FORBIDDEN: 'Nothing was changed. Ask somebody whose role includes it.',
  NOT_FOUND: 'They may have left meanwhile. Reload to see who is here.',
};

/** A refused change of a membership: the server says why, this says how things stand now. */
export const refused = (problem: Problem): Problem => ({
  ...problem,
  advice: advice[problem.code] ?? problem.advice,
});

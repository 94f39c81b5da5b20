import { ClientProblem } from '../client/client-problem.js';

/** Why no later request will do better, by the server's reason or code, and what a person can do about it. */
const FINAL: Readonly<Record<string, string>> = {
  HOST_REVOKED:
    'This machine was removed from its organisation: its key is refused for good. To bring it back, run "clawbutler-agent unpair" and pair it again.',
  HOST_UNKNOWN:
    'The server does not know this machine. If the server is the right one, run "clawbutler-agent unpair" and pair it again.',
  SEQUENCE_BEHIND:
    'Another copy of this machine\'s key was used, or an old backup of its folder was put back. Run "clawbutler-agent unpair" and pair it again.',
};

/** The words to stop with; null when trying again may help. */
export function finalWords(problem: unknown): string | null {
  if (!(problem instanceof ClientProblem)) return null;
  const known = FINAL[problem.reason ?? ''];
  if (known !== undefined) return known;
  return problem.code === 'LOCAL' ? problem.message : null;
}

/** Ends the daemon with words for a person: it would only repeat what cannot work. */
export class FinalProblem extends Error {
  override readonly name = 'FinalProblem';
}

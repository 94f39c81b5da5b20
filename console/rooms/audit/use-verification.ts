import { useCallback, useState } from 'react';
import { VerifyAuditDocument, type VerifyAuditMutation } from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';

export type Verification = VerifyAuditMutation['verifyAudit'];

/** The last check that was asked for here: under way since when, what it found, or why it could not be made. */
export function useVerification(onVerified: () => void) {
  const { run, busy } = useVerb(VerifyAuditDocument);
  const [startedMs, setStartedMs] = useState(0);
  const [found, setFound] = useState<Verification | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const verify = useCallback(
    async (lastEvents: number | null) => {
      setStartedMs(Date.now());
      setFound(null);
      setProblem(null);
      const outcome = await run({ lastEvents });
      if (outcome.problem) return setProblem(outcome.problem);
      setFound(outcome.data.verifyAudit);
      onVerified();
    },
    [run, onVerified],
  );
  return { verify, busy, startedMs, found, problem };
}

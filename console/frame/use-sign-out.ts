import { useCallback } from 'react';
import { LogoutDocument } from '../graphql/generated/documents';
import { useVerb } from '../graphql/use-verb';
import { toast } from '../ui/toast-store';

/** Ends the login session, then loads the sign-in page afresh, so that nothing read stays in memory. */
export function useSignOut(): () => Promise<void> {
  const { run } = useVerb(LogoutDocument);
  return useCallback(async () => {
    const { problem } = await run({});
    if (problem) toast({ tone: 'red', title: 'Still signed in', detail: problem.title });
    else location.assign('/login');
  }, [run]);
}

import { useCallback, useRef, useState } from 'react';
import { asRequest, type Document } from './document';
import { idempotencyKey } from './idempotency';
import { problemOf, type Problem } from './problem';
import { useSession } from './session-context';

/** Either the answer or what went wrong. */
export type VerbOutcome<Result> = { data: Result; problem: null } | { data: null; problem: Problem };

export interface Verb<Result, Variables> {
  run: (variables: Variables) => Promise<VerbOutcome<Result>>;
  /** On its way. */
  busy: boolean;
}

/**
 * A mutation as a verb. Never throws. When no answer came, doing the same again sends the same idempotency key, so
 * that it happens once however often it is tried.
 */
export function useVerb<Result, Variables>(document: Document<Result, Variables>): Verb<Result, Variables> {
  const { client } = useSession();
  const [running, setRunning] = useState(0);
  const unanswered = useRef<{ sent: string; key: string } | null>(null);

  const run = useCallback(
    async (variables: Variables): Promise<VerbOutcome<Result>> => {
      const sent = JSON.stringify(variables);
      const key = unanswered.current?.sent === sent ? unanswered.current.key : idempotencyKey();
      setRunning((count) => count + 1);
      const { data, error } = await client
        .mutation(asRequest(document), variables as Variables & object, { idempotencyKey: key })
        .toPromise()
        .finally(() => setRunning((count) => count - 1));
      const problem = problemOf(error);
      unanswered.current = problem?.code === 'NETWORK' ? { sent, key } : null;
      return problem ? { data: null, problem } : { data: data as Result, problem: null };
    },
    [client, document],
  );
  return { run, busy: running > 0 };
}

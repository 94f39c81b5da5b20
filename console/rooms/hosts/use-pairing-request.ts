import { useEffect, useState } from 'react';
import { asRequest } from '../../graphql/document';
import { HostPairingLookupDocument, type HostPairingLookupQuery } from '../../graphql/generated/documents';
import { problemOf, type Problem } from '../../graphql/problem';
import { useSession } from '../../graphql/session-context';

export type PairingRequest = HostPairingLookupQuery['hostPairingRequest'];

/**
 * What is known of the machine with a code. Asked exactly once per code: wrong codes are counted, so neither a gap
 * in the live feed nor a mutation may ask again as `useRead` would.
 */
export function usePairingRequest(code: string): { request: PairingRequest | null; problem: Problem | null } {
  const { client } = useSession();
  const [answer, setAnswer] = useState<{
    code: string;
    request: PairingRequest | null;
    problem: Problem | null;
  } | null>(null);
  useEffect(() => {
    let gone = false;
    const asked = client.query(
      asRequest(HostPairingLookupDocument),
      { userCode: code },
      { requestPolicy: 'network-only' },
    );
    void asked.toPromise().then(({ data, error }) => {
      if (!gone) setAnswer({ code, request: data?.hostPairingRequest ?? null, problem: problemOf(error) });
    });
    return () => {
      gone = true;
    };
  }, [client, code]);
  return answer?.code === code ? answer : { request: null, problem: null };
}

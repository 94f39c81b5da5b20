import { useCallback, useState } from 'react';
import { TestConnectorDocument, type TestConnectorMutation } from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import { trialKey, type ConnectorDraft, type KnownConnector } from './connector-draft';

/** What a trial found, and for which values. */
export type TrialReport = TestConnectorMutation['testConnector'] & { key: string };

/** Tries a connection with what the form holds. The newest trial's report is kept. */
export function useTrial(known: KnownConnector | null) {
  const { run: send } = useVerb(TestConnectorDocument);
  const [report, setReport] = useState<TrialReport | null>(null);
  const run = useCallback(
    async (draft: ConnectorDraft): Promise<Problem | null> => {
      const { data, problem } = await send({ input: draft, id: known?.id });
      setReport(data ? { ...data.testConnector, key: trialKey(draft) } : null);
      return problem;
    },
    [send, known],
  );
  return { report, run };
}

import { useCallback } from 'react';
import { AddConnectorDocument, UpdateConnectorDocument } from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import { useVerb } from '../../graphql/use-verb';
import type { ConnectorDraft, KnownConnector } from './connector-draft';

/** Adds or changes a connector; an empty secret keeps the stored one. */
export function useSaveConnector(known: KnownConnector | null, onSaved: (id: string) => void) {
  const { run: add } = useVerb(AddConnectorDocument);
  const { run: update } = useVerb(UpdateConnectorDocument);
  return useCallback(
    async (draft: ConnectorDraft): Promise<Problem | null> => {
      if (known === null) {
        const { data, problem } = await add({ input: draft });
        if (data) onSaved(data.addConnector.id);
        return problem;
      }
      const secret = draft.secret === '' ? undefined : draft.secret;
      const { data, problem } = await update({ input: { ...draft, secret, id: known.id } });
      if (data) onSaved(data.updateConnector.id);
      return problem;
    },
    [known, add, update, onSaved],
  );
}

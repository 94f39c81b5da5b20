import { useMemo } from 'react';
import { PolicyChoicesDocument } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';

export interface Choice {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  note?: string;
}

export interface PolicyChoices {
  agents: readonly Choice[];
  connectors: readonly Choice[];
}

/** Agents and gateways a rule may name. */
export function usePolicyChoices(): PolicyChoices {
  const can = useCan();
  const { data } = useRead(PolicyChoicesDocument, {
    agents: can('agents:read'),
    connectors: can('connectors:read'),
  });
  return useMemo(
    () => ({
      agents:
        data?.agents?.edges.map(({ node }) => ({
          id: node.id,
          name: node.name,
          note: node.connector.name,
        })) ?? [],
      connectors: data?.connectors?.edges.map(({ node }) => node) ?? [],
    }),
    [data],
  );
}

/** Names of chosen ids, in their order; what is gone says so. */
export const namesOf = (ids: readonly string[], choices: readonly Choice[]): string[] =>
  ids.map((id) => choices.find((choice) => choice.id === id)?.name ?? 'something removed');

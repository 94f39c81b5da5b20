import { useMemo } from 'react';
import {
  AgentFilterChoicesDocument,
  type AgentFilter,
  type AgentFilterChoicesQuery,
  type AgentRuntimeState,
} from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { useFilters, type FilterDefinition, type Filters } from '../../ui/use-filters';
import { runtimeLooks } from './agent-looks';

const runtimeStates = Object.keys(runtimeLooks) as AgentRuntimeState[];

const definitionsFor = (choices: AgentFilterChoicesQuery | undefined): readonly FilterDefinition[] => [
  { key: 'text', label: 'Search agents', kind: 'text' },
  {
    key: 'gateway',
    label: 'Gateway',
    kind: 'one',
    options: choices?.connectors.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [],
  },
  {
    key: 'state',
    label: 'State',
    kind: 'one',
    options: runtimeStates.map((value) => ({ value, label: runtimeLooks[value].word })),
  },
];

const filterOf = (filters: Filters): AgentFilter => ({
  text: filters.one('text'),
  connectorId: filters.one('gateway'),
  runtimeState: runtimeStates.find((state) => state === filters.one('state')),
});

/** Filters of the list, from the URL, what they mean to the query, and the gateways there are. */
export function useAgentFilters() {
  const when = useCan()('connectors:read');
  const { data } = useRead(AgentFilterChoicesDocument, {}, { when });
  const definitions = useMemo(() => definitionsFor(data), [data]);
  const filters = useFilters(definitions);
  const gateways = data?.connectors.edges.map(({ node }) => node);
  return { definitions, filters, filter: filterOf(filters), gateways };
}

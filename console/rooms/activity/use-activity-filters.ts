import { useMemo } from 'react';
import {
  ActivityChoicesDocument,
  type ActivityChoicesQuery,
  type AuditFilter,
  type RiskLevel,
} from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { useFilters, type FilterDefinition, type Filters } from '../../ui/use-filters';
import { families } from './event-looks';

const riskLevels: readonly RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const riskWords: Record<RiskLevel, string> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
};

function definitionsFor(choices: ActivityChoicesQuery | undefined): readonly FilterDefinition[] {
  const people =
    choices?.members?.edges.map(({ node }) => ({ value: node.user.id, label: node.user.name })) ?? [];
  const named = (found: ActivityChoicesQuery['agents']) =>
    found?.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [];
  return [
    { key: 'text', label: 'Search activity', kind: 'text' },
    {
      key: 'kind',
      label: 'Kind',
      kind: 'many',
      options: Object.entries(families).map(([value, { label }]) => ({ value, label })),
    },
    { key: 'actor', label: 'Who', kind: 'one', options: [...people, ...named(choices?.connectors)] },
    { key: 'agent', label: 'Agent', kind: 'one', options: named(choices?.agents) },
    {
      key: 'risk',
      label: 'Risk',
      kind: 'one',
      options: riskLevels.map((value) => ({ value, label: riskWords[value] })),
    },
  ];
}

function filterOf(filters: Filters): AuditFilter {
  const types = filters
    .many('kind')
    .flatMap((kind) => (Object.hasOwn(families, kind) ? (families[kind]?.prefixes ?? []) : []))
    .map((prefix) => `${prefix}*`);
  return {
    text: filters.one('text'),
    types: types.length > 0 ? types : undefined,
    actorId: filters.one('actor'),
    agentId: filters.one('agent'),
    risk: riskLevels.find((level) => level === filters.one('risk')),
  };
}

/** Filters of the feed, from the URL, and what they mean to the query. */
export function useActivityFilters() {
  const can = useCan();
  const { data } = useRead(ActivityChoicesDocument, {
    members: can('members:read'),
    connectors: can('connectors:read'),
    agents: can('agents:read'),
  });
  const definitions = useMemo(() => definitionsFor(data), [data]);
  const filters = useFilters(definitions);
  return { definitions, filters, filter: filterOf(filters) };
}

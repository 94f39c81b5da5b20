import { useMemo } from 'react';
import {
  AuditChoicesDocument,
  type AuditChoicesQuery,
  type AuditRowFragment,
  type RiskLevel,
} from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { useFilters, type FilterDefinition, type Filters } from '../../ui/use-filters';
import { auditFilterOf, riskLevels } from './audit-filter';
import { typeChoices, type Choice } from './type-choices';

const riskWords: Record<RiskLevel, string> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  CRITICAL: 'Critical',
};

/** In the order of the bar; choices are added as they become known. */
const bare: readonly FilterDefinition[] = [
  { key: 'text', label: 'Search the log', kind: 'text' },
  { key: 'types', label: 'Type', kind: 'many' },
  { key: 'actor', label: 'Who', kind: 'one' },
  { key: 'agent', label: 'Agent', kind: 'one' },
  {
    key: 'risk',
    label: 'Risk',
    kind: 'one',
    options: riskLevels.map((value) => ({ value, label: riskWords[value] })),
  },
  { key: 'from', label: 'From', kind: 'date' },
  { key: 'to', label: 'To', kind: 'date' },
];

interface Named {
  edges: readonly { node: { id: string; name: string } }[];
}

const named = (found: Named | undefined): Choice[] =>
  found?.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [];

function actorsOf(choices: AuditChoicesQuery | undefined): Choice[] {
  const people = choices?.members?.edges.map(({ node }) => ({ value: node.user.id, label: node.user.name }));
  const policies = choices?.approvalPolicies?.map(({ id, name }) => ({ value: id, label: name }));
  return [
    ...(people ?? []),
    ...named(choices?.connectors),
    ...(policies ?? []),
    ...named(choices?.serviceTokens),
  ];
}

/** Who left is still in the log: what is chosen stays a choice, under the name the log has for it. */
function withChosen(options: readonly Choice[], chosen: string | undefined, label: string | undefined) {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options;
  return [{ value: chosen, label: label ?? chosen }, ...options];
}

/** The choices the viewer may know of, for each filter that has some. */
function useChoices(filters: Filters, rows: readonly AuditRowFragment[]) {
  const can = useCan();
  const { data } = useRead(AuditChoicesDocument, {
    members: can('members:read'),
    connectors: can('connectors:read'),
    agents: can('agents:read'),
    policies: can('policies:read'),
    tokens: can('tokens:read'),
  });
  const actor = filters.one('actor');
  const actorLabel = actor && rows.find((row) => row.actor.id === actor)?.actor.label;
  return useMemo(
    () =>
      new Map<string, readonly Choice[]>([
        ['types', typeChoices(data?.auditEventTypes ?? [], filters.many('types'))],
        ['actor', withChosen(actorsOf(data), actor, actorLabel)],
        ['agent', withChosen(named(data?.agents), filters.one('agent'), undefined)],
      ]),
    [data, filters, actor, actorLabel],
  );
}

/** The six filters from the URL, and what they mean to the API. */
export function useAuditFilters() {
  const filters = useFilters(bare);
  return { filters, filter: auditFilterOf(filters) };
}

/** The filters with their choices, for the bar. @param rows what is listed: it names actors who left */
export function useFilterDefinitions(
  filters: Filters,
  rows: readonly AuditRowFragment[],
): readonly FilterDefinition[] {
  const choices = useChoices(filters, rows);
  return useMemo(
    () =>
      bare.map((definition) => ({
        ...definition,
        options: choices.get(definition.key) ?? definition.options,
      })),
    [choices],
  );
}

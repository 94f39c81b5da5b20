import { useMemo } from 'react';
import { SessionChoicesDocument, type SessionChoicesQuery } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { useFilters, type FilterDefinition, type Filters } from '../../ui/use-filters';
import { runtimeNames } from '../hosts/host-looks';
import { sessionFilterOf } from './session-filter';
import { relationWords, relations, statusLooks, statuses } from './session-looks';

type Choice = NonNullable<FilterDefinition['options']>[number];

/** In the order of the bar; choices are added as they become known. */
const bare: readonly FilterDefinition[] = [
  { key: 'text', label: 'Search sessions', kind: 'text' },
  {
    key: 'runtime',
    label: 'Runtime',
    kind: 'many',
    options: Object.entries(runtimeNames).map(([value, label]) => ({ value, label })),
  },
  { key: 'host', label: 'Host', kind: 'many' },
  {
    key: 'status',
    label: 'Status',
    kind: 'many',
    options: statuses.map((value) => ({ value, label: statusLooks[value].word })),
  },
  { key: 'gateway', label: 'Gateway', kind: 'many' },
  { key: 'instance', label: 'Place', kind: 'many' },
  {
    key: 'relation',
    label: 'Relation',
    kind: 'many',
    options: relations.map((value) => ({ value, label: relationWords[value] })),
  },
  { key: 'repository', label: 'Repository', kind: 'one' },
  { key: 'model', label: 'Model', kind: 'one' },
  {
    key: 'cost',
    label: 'Cost',
    kind: 'one',
    options: ['0.1', '1', '10', '100'].map((value) => ({
      value,
      label: `at least $${Number(value).toFixed(value === '0.1' ? 2 : 0)}`,
    })),
  },
  { key: 'branch', label: 'Branch', kind: 'word' },
  { key: 'from', label: 'From', kind: 'date' },
  { key: 'to', label: 'To', kind: 'date' },
];
const first = new Set(['text', 'runtime', 'host', 'status']);

function choicesOf(data: SessionChoicesQuery | undefined): ReadonlyMap<string, readonly Choice[]> {
  const hosts = data?.runtimeHosts?.edges.map(({ node }) => node) ?? [];
  const places = hosts.flatMap(({ name, instances }) =>
    instances
      .filter(({ state }) => state !== 'DISCOVERED')
      .map(({ id, label }) => ({ value: id, label: `${label} on ${name}` })),
  );
  return new Map<string, readonly Choice[]>([
    ['host', hosts.map(({ id, name }) => ({ value: id, label: name }))],
    ['gateway', data?.connectors?.edges.map(({ node: { id, name } }) => ({ value: id, label: name })) ?? []],
    ['instance', places],
    ['repository', keyed(data?.repositories)],
    ['model', keyed(data?.models)],
  ]);
}

const keyed = (slices: SessionChoicesQuery['models']): Choice[] =>
  slices?.flatMap(({ key, label }) => (key ? [{ value: key, label }] : [])) ?? [];

/** What is chosen stays a choice, also when nothing has it any more. */
function withChosen(options: readonly Choice[], chosen: readonly string[]): readonly Choice[] {
  const strange = chosen.filter((value) => options.every((option) => option.value !== value));
  return [...strange.map((value) => ({ value, label: value })), ...options];
}

/**
 * Filters of the list from the URL, and what they mean to the API.
 * @param all false leaves out those that are rarely used and not set
 */
export function useSessionFilters(all: boolean) {
  const can = useCan();
  const { data } = useRead(SessionChoicesDocument, {
    hosts: can('hosts:read'),
    gateways: can('connectors:read'),
    cost: can('cost:read'),
  });
  const filters = useFilters(bare);
  const definitions = useMemo(() => {
    const choices = choicesOf(data);
    return bare
      .filter(({ key }) => all || first.has(key) || filters.one(key))
      .map((definition) => completed(definition, choices, filters));
  }, [data, filters, all]);
  return { definitions, filters, filter: sessionFilterOf(filters) };
}

function completed(
  definition: FilterDefinition,
  choices: ReadonlyMap<string, readonly Choice[]>,
  filters: Filters,
): FilterDefinition {
  const { key, kind } = definition;
  const options = choices.get(key) ?? definition.options ?? [];
  const one = filters.one(key);
  const chosen = kind === 'many' ? filters.many(key) : one ? [one] : [];
  return { ...definition, options: withChosen(options, chosen) };
}

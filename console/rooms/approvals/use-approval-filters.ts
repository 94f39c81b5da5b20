import { useMemo } from 'react';
import {
  ApprovalFilterChoicesDocument,
  type ApprovalFilter,
  type ApprovalState,
  type RiskLevel,
} from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useRead } from '../../graphql/use-read';
import { useFilters, type FilterDefinition, type Filters } from '../../ui/use-filters';
import { stateLooks } from './approval-words';
import type { ApprovalsTab } from './use-approvals-place';

const risks: FilterDefinition = {
  key: 'risk',
  label: 'Risk',
  kind: 'one',
  options: [
    { value: 'MEDIUM', label: 'Medium or more' },
    { value: 'HIGH', label: 'High or more' },
    { value: 'CRITICAL', label: 'Critical' },
  ],
};
const settled = ['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'] as const;
const states: FilterDefinition = {
  key: 'state',
  label: 'State',
  kind: 'many',
  options: settled.map((value) => ({ value, label: stateLooks[value].word })),
};
const text: FilterDefinition = { key: 'text', label: 'Search commands', kind: 'text' };
const dates: readonly FilterDefinition[] = [
  { key: 'from', label: 'From', kind: 'date' },
  { key: 'to', label: 'To', kind: 'date' },
];
const dayMs = 86_400_000;

/** Local midnight of a day written `2026-11-22`; nothing for what is no day. */
function startOf(day: string | undefined, plusDays = 0): string | undefined {
  const ms = day ? new Date(`${day}T00:00`).getTime() : NaN;
  return Number.isNaN(ms) ? undefined : new Date(ms + plusDays * dayMs).toISOString();
}

const oneOf = <V extends string>(value: string | undefined, known: readonly V[]): V | undefined =>
  known.find((one) => one === value);

function filterOf(filters: Filters, tab: ApprovalsTab): ApprovalFilter {
  const chosen = settled.filter((state) => filters.many('state').includes(state));
  const asked = { from: startOf(filters.one('from')), to: startOf(filters.one('to'), 1) };
  const wanted: readonly ApprovalState[] =
    tab === 'waiting' ? ['PENDING'] : chosen.length > 0 ? chosen : settled;
  return {
    states: [...wanted],
    minimumRisk: oneOf<RiskLevel>(filters.one('risk'), ['MEDIUM', 'HIGH', 'CRITICAL']),
    agentId: filters.one('agent'),
    connectorId: filters.one('gateway'),
    text: filters.one('text'),
    asked: tab === 'history' && (asked.from || asked.to) ? asked : undefined,
  };
}

/** Filters of the queue or the history, from the URL, and the filter of the query they stand for. */
export function useApprovalFilters(tab: ApprovalsTab) {
  const can = useCan();
  const { data } = useRead(ApprovalFilterChoicesDocument, {
    agents: can('agents:read'),
    connectors: can('connectors:read'),
  });
  const definitions = useMemo(() => {
    const options = (found: { edges: { node: { id: string; name: string } }[] } | undefined) =>
      found?.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [];
    const choices: readonly FilterDefinition[] = [
      risks,
      { key: 'agent', label: 'Agent', kind: 'one', options: options(data?.agents) },
      { key: 'gateway', label: 'Gateway', kind: 'one', options: options(data?.connectors) },
    ];
    return tab === 'waiting' ? [text, ...choices] : [text, states, ...choices, ...dates];
  }, [data, tab]);
  const filters = useFilters(definitions);
  return { definitions, filters, filter: filterOf(filters, tab) };
}

import type { AuditFilter, RiskLevel } from '../../graphql/generated/documents';
import type { Filters } from '../../ui/use-filters';
import { startOfDay } from './local-day';

export const riskLevels: readonly RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** What the filters in the URL mean to the API. What the URL says wrongly filters nothing. */
export function auditFilterOf(filters: Pick<Filters, 'one' | 'many'>): AuditFilter {
  const types = filters.many('types');
  const at = { from: startOfDay(filters.one('from')), to: startOfDay(filters.one('to'), 1) };
  return {
    text: filters.one('text'),
    at: at.from || at.to ? at : undefined,
    types: types.length > 0 ? [...types] : undefined,
    actorId: filters.one('actor'),
    agentId: filters.one('agent'),
    risk: riskLevels.find((level) => level === filters.one('risk')),
  };
}

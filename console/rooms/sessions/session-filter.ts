import type { RuntimeKind, SessionFilter, SessionOrder } from '../../graphql/generated/documents';
import { startOfDay } from '../audit/local-day';
import { runtimeNames } from '../hosts/host-looks';
import type { Filters } from '../../ui/use-filters';
import { orders, relations, statuses } from './session-looks';

const runtimes = Object.keys(runtimeNames) as RuntimeKind[];

/** Those of the chosen values that mean something here; undefined where none does. */
function among<Value extends string>(
  known: readonly Value[],
  chosen: readonly string[],
): Value[] | undefined {
  const found = known.filter((value) => chosen.includes(value));
  return found.length > 0 ? found : undefined;
}

const some = (values: readonly string[]): string[] | undefined =>
  values.length > 0 ? [...values] : undefined;

/** Dollars, as they stand in the URL, in millionths; undefined for what is no amount. */
export function microsOf(dollars: string | undefined): number | undefined {
  const amount = Number(dollars);
  return dollars && Number.isFinite(amount) && amount > 0 ? Math.round(amount * 1_000_000) : undefined;
}

function activeOf(filters: Filters): SessionFilter['active'] {
  const from = startOfDay(filters.one('from'));
  const to = startOfDay(filters.one('to'), 1);
  return from || to ? { from, to } : undefined;
}

/** What the filters in the URL mean to the API. */
export function sessionFilterOf(filters: Filters): SessionFilter {
  return {
    text: filters.one('text')?.slice(0, 200),
    runtimes: among(runtimes, filters.many('runtime')),
    hostIds: some(filters.many('host')),
    connectorIds: some(filters.many('gateway')),
    instanceIds: some(filters.many('instance')),
    statuses: among(statuses, filters.many('status')),
    relations: among(relations, filters.many('relation')),
    repository: filters.one('repository'),
    branch: filters.one('branch'),
    model: filters.one('model'),
    minimumCostUsdMicros: microsOf(filters.one('cost')),
    active: activeOf(filters),
  };
}

/** The order in the URL, the newest first when it names none. */
export const orderOf = (params: URLSearchParams): SessionOrder =>
  orders.find((order) => order.toLowerCase() === params.get('order')) ?? 'RECENT';

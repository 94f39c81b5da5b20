import { useEffect, useMemo } from 'react';
import { AuditLogDocument, EventPulseDocument } from '../../graphql/generated/documents';
import { useCan } from '../../graphql/organization-context';
import { useLive } from '../../graphql/use-live';
import { usePages } from '../../graphql/use-pages';
import { useSteadyRows } from '../../ui/use-steady-rows';
import { useAuditFilters } from './use-audit-filters';

const pageSize = 50;
/** This close to the last row that is open, more are loaded, so that keys run on through the log. */
const margin = 3;

/** What the open event's page needs to know of the list beside it. */
export interface Neighbours {
  newer: string | undefined;
  older: string | undefined;
}

/** The log as the URL filters it, live, and what stands next to the open event. */
export function useAuditLog(openId: string | undefined) {
  const { filters, filter } = useAuditFilters();
  const pages = usePages(AuditLogDocument, { filter, first: pageSize }, ({ auditEvents }) => auditEvents);
  const { refreshSoon, loadMore, hasMore } = pages;
  useLive(EventPulseDocument, { when: useCan()('activity:read'), onDelivery: refreshSoon });

  const steady = useSteadyRows(pages.rows, { still: openId !== undefined, of: JSON.stringify(filter) });
  const { rows } = steady;
  const index = rows.findIndex(({ id }) => id === openId);
  const nearEnd = index !== -1 && index >= rows.length - margin && hasMore;
  useEffect(() => {
    if (nearEnd) loadMore();
  }, [nearEnd, loadMore]);

  const newer = index === -1 ? undefined : rows[index - 1]?.id;
  const older = index === -1 ? undefined : rows[index + 1]?.id;
  const neighbours = useMemo((): Neighbours => ({ newer, older }), [newer, older]);
  return { filters, filter, pages: { ...pages, rows }, steady, neighbours };
}

export type AuditLogRead = ReturnType<typeof useAuditLog>;

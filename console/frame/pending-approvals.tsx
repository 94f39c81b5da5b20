import { createContext, useContext, type ReactNode } from 'react';
import { ApprovalPulseDocument, PendingApprovalCountDocument } from '../graphql/generated/documents';
import { useCan } from '../graphql/organization-context';
import { useLive } from '../graphql/use-live';
import { useThrottled } from '../graphql/use-pages';
import { useRead } from '../graphql/use-read';

const PendingContext = createContext(0);

/** Counts waiting approvals, live, for rail, tabs and title. Also what keeps the link open on every page. */
export function PendingApprovals({ children }: { children: ReactNode }) {
  const when = useCan()('approvals:read');
  const { data, refresh } = useRead(PendingApprovalCountDocument, {}, { when });
  const refreshSoon = useThrottled(refresh);
  useLive(ApprovalPulseDocument, { when, onDelivery: refreshSoon });
  return <PendingContext value={data?.pendingApprovalCount ?? 0}>{children}</PendingContext>;
}

/** How many approvals wait now. */
export const usePendingApprovals = (): number => useContext(PendingContext);

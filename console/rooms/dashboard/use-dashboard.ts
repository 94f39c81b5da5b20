import {
  ActivityLiveDocument,
  ApprovalPulseDocument,
  DashboardDocument,
  UrgentApprovalsDocument,
} from '../../graphql/generated/documents';
import { useLive } from '../../graphql/use-live';
import { useThrottled } from '../../graphql/use-pages';
import { useRead } from '../../graphql/use-read';

const figuresEveryMs = 2_000;

/** What the dashboard shows, live: what waits at once, figures at most every two seconds. */
export function useDashboard() {
  const figures = useRead(DashboardDocument, {});
  const urgent = useRead(UrgentApprovalsDocument, {});
  const figuresSoon = useThrottled(figures.refresh, figuresEveryMs);
  const urgentSoon = useThrottled(urgent.refresh);
  useLive(ApprovalPulseDocument, { onDelivery: urgentSoon });
  useLive(ActivityLiveDocument, { onDelivery: figuresSoon });
  return {
    figures: figures.data,
    urgent: urgent.data?.approvals.edges.map(({ node }) => node),
    problem: figures.problem ?? urgent.problem,
    refresh: () => {
      figures.refresh();
      urgent.refresh();
    },
  };
}

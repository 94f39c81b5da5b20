import { useState } from 'react';
import { Outlet } from 'react-router';
import { usePendingApprovals } from '../../frame/pending-approvals';
import { useTo } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { KeyHint } from '../../ui/key-hint';
import { PageHeader } from '../../ui/page-header';
import { SplitView } from '../../ui/split-view';
import { Tabs } from '../../ui/tabs';
import { HistoryList } from './history-list';
import { useApprovalsPlace } from './use-approvals-place';
import { WaitingList } from './waiting-list';

/** The inbox: what waits or what was decided at the left, one request whole at the right. */
export function ApprovalsPage() {
  const to = useTo();
  const waiting = usePendingApprovals();
  const { tab, openId } = useApprovalsPlace();
  // The history is searched, the queue is worked off.
  const [shows, setShows] = useState({ waiting: false, history: innerWidth >= 900 });
  const filtering = shows[tab];
  return (
    <SplitView
      labels={['Requests', 'Request']}
      open={openId !== undefined}
      list={
        <>
          <PageHeader
            title="Approvals"
            actions={
              <IconButton
                icon="filter"
                size="small"
                label={filtering ? 'Hide filters' : 'Show filters'}
                aria-expanded={filtering}
                onClick={() => setShows({ ...shows, [tab]: !filtering })}
              />
            }
          >
            <Tabs
              label="Approvals"
              tabs={[
                { to: to('/approvals'), label: 'Waiting', current: tab === 'waiting', count: waiting },
                { to: to('/approvals/history'), label: 'History', current: tab === 'history' },
              ]}
            />
          </PageHeader>
          {tab === 'waiting' ? <WaitingList filtering={filtering} /> : <HistoryList filtering={filtering} />}
        </>
      }
      detail={<Outlet />}
      placeholder={
        <EmptyState icon="inbox" title="No request is open">
          Choose one to see exactly what will run.{' '}
          <span className="inline-flex items-center gap-1 touch:hidden">
            <KeyHint keys="j" /> <KeyHint keys="k" /> move, <KeyHint keys="enter" /> opens.
          </span>
        </EmptyState>
      }
    />
  );
}

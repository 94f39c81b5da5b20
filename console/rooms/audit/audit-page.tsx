import { Outlet } from 'react-router';
import { useCan, useLock } from '../../graphql/organization-context';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { SplitView } from '../../ui/split-view';
import { AuditList } from './audit-list';
import { useAuditLog } from './use-audit-log';
import { useAuditPlace } from './use-audit-place';

/** The log of everything that was done or refused, and beside it one event whole or what proves the log. */
export function AuditPage() {
  return useCan()('audit:read') ? <OpenAuditPage /> : <ClosedAuditPage />;
}

function OpenAuditPage() {
  const place = useAuditPlace();
  const log = useAuditLog(place.openId);
  return (
    <SplitView
      labels={['Log', place.openId === 'integrity' ? 'Integrity' : 'Event']}
      open={place.openId !== undefined}
      list={<AuditList log={log} place={place} />}
      detail={<Outlet context={log.neighbours} />}
    />
  );
}

function ClosedAuditPage() {
  return (
    <>
      <PageHeader title="Audit" />
      <EmptyState icon="lock" title="You may not read the log">
        {useLock()('audit:read')}
      </EmptyState>
    </>
  );
}

import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { SessionDetailDocument } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import type { Problem } from '../../graphql/problem';
import { useRead } from '../../graphql/use-read';
import { DetailView } from '../../ui/detail-view';
import { EmptyState } from '../../ui/empty-state';
import { LinkButton } from '../../ui/link-button';
import { PageHeader } from '../../ui/page-header';
import { ProblemBanner } from '../../ui/problem-banner';
import { SeenText } from '../../ui/seen-text';
import { runtimeNames } from '../hosts/host-looks';
import { SessionBanners } from './session-banners';
import { headlineOf, type SessionDetail } from './session-detail';
import { sourceOf } from './session-looks';
import { SessionActions } from './session-actions';
import { SessionCost } from './session-cost';
import { SessionFacts } from './session-facts';
import { SessionFamily } from './session-family';
import { SessionStatus } from './session-status';
import { SessionTimeline } from './session-timeline';
import { fromLatest, fromStart } from './timeline-window';

/** One session: what happened in it, live, what it used, and what belongs to it. */
export function SessionPage() {
  const { id = '' } = useParams();
  const read = useRead(SessionDetailDocument, { id });
  return (
    <DetailView read={read} thing={read.data?.session} noun="session" missing={<NoSession />}>
      {(found) => (
        <SessionView key={found.id} session={found} problem={read.problem} refresh={read.refresh} />
      )}
    </DetailView>
  );
}

interface SessionViewProps {
  session: SessionDetail;
  problem: Problem | null;
  refresh: () => void;
}

function SessionView({ session, problem, refresh }: SessionViewProps) {
  const place = usePlace(session);
  return (
    <>
      <SessionHeader session={session} />
      <div className="grid gap-4 px-(--gutter) pb-8">
        {problem ? <ProblemBanner problem={problem} /> : null}
        <SessionBanners session={session} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          {/* Where it is narrow, reading comes between what it cost and what else is known. */}
          <div className="contents xl:order-2 xl:grid xl:min-w-0 xl:gap-4">
            <div className="order-1 min-w-0 xl:order-none">
              <SessionCost cost={session.cost} usage={session.usage} />
            </div>
            <div className="order-3 grid min-w-0 gap-4 xl:order-none">
              <SessionFacts session={session} />
              <SessionFamily session={session} />
            </div>
          </div>
          <SessionTimeline
            key={`${place} ${session.erasedAt ?? ''}`}
            session={session}
            place={place}
            refresh={refresh}
          />
        </div>
      </div>
    </>
  );
}

/** Where reading begins: what the URL says, else the end of what still goes on and the start of what is over. */
function usePlace({ status }: SessionDetail): string {
  const [params] = useSearchParams();
  const [usual] = useState(status === 'ENDED' || status === 'UNKNOWN' ? fromStart : fromLatest);
  return params.get('at') ?? usual;
}

function SessionHeader({ session }: { session: SessionDetail }) {
  const to = useTo();
  const { runtime, status } = session;
  return (
    <PageHeader
      title={headlineOf(session)}
      breadcrumbs={[{ to: to('/sessions'), label: 'Sessions' }]}
      badge={<SessionStatus status={status} />}
      description={
        <>
          {runtimeNames[runtime]} on <SeenText text={sourceOf(session)} />
        </>
      }
      actions={<SessionActions session={session} />}
    />
  );
}

/** The id leads nowhere. */
function NoSession() {
  const to = useTo();
  return (
    <EmptyState
      heading="h1"
      icon="message"
      title="There is no such session"
      actions={<LinkButton to={to('/sessions')}>All sessions</LinkButton>}
    >
      The link is wrong, or it belongs to another organisation.
    </EmptyState>
  );
}

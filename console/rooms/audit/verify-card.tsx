import { useState } from 'react';
import { Link } from 'react-router';
import { useLock, useTo } from '../../graphql/organization-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { LinkButton } from '../../ui/link-button';
import { ProblemBanner } from '../../ui/problem-banner';
import { Segmented } from '../../ui/segmented';
import { durationWords } from '../../ui/time-words';
import { useNow } from '../../ui/use-now';
import { useAuditPlace } from './use-audit-place';
import { useVerification, type Verification } from './use-verification';

type Reach = 'all' | 'newest';

const newest = 10_000;
const events = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'}`;

interface VerifyCardProps {
  /** How many events the newest checkpoint covers; null before the first. */
  size: number | null;
  onVerified: () => void;
}

/** Lets the server recompute the log from what is stored, and says what it found. */
export function VerifyCard({ size, onVerified }: VerifyCardProps) {
  const lock = useLock();
  const { verify, busy, startedMs, found, problem } = useVerification(onVerified);
  const [reach, setReach] = useState<Reach>('all');
  const lastEvents = reach === 'all' ? null : newest;
  return (
    <Card title="Verify here" aside={<EarlierChecks />}>
      <div className="grid gap-3">
        <p className="text-ink-2 text-pretty">
          Recomputes every hash from the stored rows and compares it with everything that was ever signed.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button
            look="primary"
            icon="shield"
            busy={busy}
            locked={lock('audit:verify')}
            onClick={() => void verify(lastEvents)}
          >
            Verify now
          </Button>
          {size !== null && size > newest ? <ReachChoice reach={reach} onChange={setReach} /> : null}
        </div>
        {busy ? <Progress count={lastEvents ?? size} startedMs={startedMs} /> : null}
        <div role="status" className="empty:hidden">
          {found ? <Finding found={found} /> : null}
        </div>
        {problem ? <ProblemBanner problem={problem} /> : null}
      </div>
    </Card>
  );
}

function EarlierChecks() {
  const to = useTo();
  return (
    <Link to={to('/audit?types=audit.verified')} className="hit rounded-sm hover:text-ink hover:underline">
      Earlier checks
    </Link>
  );
}

function ReachChoice({ reach, onChange }: { reach: Reach; onChange: (reach: Reach) => void }) {
  return (
    <Segmented
      label="How much to verify"
      value={reach}
      onChange={onChange}
      options={[
        { value: 'all', label: 'The whole log' },
        { value: 'newest', label: `Newest ${newest.toLocaleString('en')}` },
      ]}
    />
  );
}

function Progress({ count, startedMs }: { count: number | null; startedMs: number }) {
  const elapsedMs = useNow('second') - startedMs;
  return (
    <div className="grid gap-1.5 text-ink-2" role="status">
      <span aria-hidden="true" className="skeleton block h-1.5" />
      <span className="figures text-meta">
        Recomputing {count === null ? 'the log' : events(count)} · {durationWords(elapsedMs)}
      </span>
    </div>
  );
}

function Finding({ found }: { found: Verification }) {
  const { pathOf } = useAuditPlace();
  const { ok, summary, checkedEvents, firstBadSeq, firstBadEvent, durationMs } = found;
  const took = durationMs < 1_000 ? `${durationMs} ms` : durationWords(durationMs);
  return (
    <Banner
      tone={ok ? 'green' : 'red'}
      title={
        ok
          ? 'The log is as it was recorded'
          : `The log was changed${firstBadSeq ? ` at event #${firstBadSeq}` : ''}`
      }
      actions={
        firstBadEvent ? (
          <LinkButton size="small" to={pathOf(firstBadEvent.id)}>
            Open event #{firstBadSeq}
          </LinkButton>
        ) : undefined
      }
    >
      <p>{summary}</p>
      {ok ? null : (
        <p className="mt-1">
          {firstBadSeq && !firstBadEvent ? 'No row with this number is stored any more. ' : ''}
          Treat everything from there on as unproven, keep the data directory as it is, and compare with a
          checkpoint that was kept outside.
        </p>
      )}
      <p className="figures mt-1 text-meta">
        {events(checkedEvents)} in {took}
      </p>
    </Banner>
  );
}

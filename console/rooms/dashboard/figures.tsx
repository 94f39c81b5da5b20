import type { DashboardQuery } from '../../graphql/generated/documents';
import { useTo } from '../../graphql/organization-context';
import { Stat } from '../../ui/stat';
import { durationWords } from '../../ui/time-words';

export type Overview = DashboardQuery['overview'];

const number = (value: number) => value.toLocaleString('en');
const share = (some: number, all: number) => (
  <>
    {number(some)} <span className="text-lead font-medium text-ink-2">of {number(all)}</span>
  </>
);

/** The numbers of the organisation, each leading to where it comes from. */
export function Figures({ overview }: { overview: Overview }) {
  const to = useTo();
  const { pendingApprovals, decidedLast24h, medianWaitSeconds, killSwitchesEngaged } = overview;
  const { connectorsConnected, connectorsTotal, agentsOnline, agentsTotal } = overview;
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <Stat
        label="Waiting"
        value={number(pendingApprovals)}
        note={pendingApprovals === 0 ? 'Nothing to decide' : 'for a decision'}
        to={to('/approvals')}
      />
      <Stat
        label="Decided"
        value={number(decidedLast24h)}
        note="last 24 hours"
        to={to('/approvals/history')}
      />
      <Stat
        label="Median wait"
        value={medianWaitSeconds === null ? '—' : durationWords(medianWaitSeconds * 1_000)}
        note={medianWaitSeconds === null ? 'No decisions in 24 hours' : 'from asked to decided, 24 hours'}
      />
      <Stat
        label="Gateways"
        value={share(connectorsConnected, connectorsTotal)}
        note={connectorsConnected === connectorsTotal ? 'all connected' : 'connected'}
        to={to('/connectors')}
      />
      <Stat
        label="Agents"
        value={share(agentsOnline, agentsTotal)}
        note={agentsOnline === agentsTotal ? 'all online' : 'online'}
        to={to('/agents')}
      />
      <Stat
        label="Kill switches"
        value={number(killSwitchesEngaged)}
        note={killSwitchesEngaged === 0 ? 'none engaged' : 'engaged'}
        to={to('/agents/stops')}
      />
    </section>
  );
}

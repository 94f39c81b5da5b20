import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { AgentRow } from './agent-row.js';
import { agentEvents } from './agents.events.js';
import { expiredWords, KillReports, type Told } from './kill-reports.service.js';
import { lockAgents } from './runtime-states.js';
import type { OrderHere, StopPlan } from './stop-plan.js';

/** How it went at one place of a gateway. */
export interface StopOutcome {
  /** stopped, checked; unsure: not done, or not known; released: put back; overtaken: no longer wanted meanwhile. */
  kind: 'stopped' | 'unsure' | 'released' | 'overtaken';
  words: readonly string[];
  /** It had been stopped before and was not any more. */
  again: boolean;
}

type Outcomes = ReadonlyMap<string, StopOutcome>;

/** Writes what a gateway did into reports, agents and the log. */
@Injectable()
export class StopOutcomes {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly reports: KillReports,
  ) {}

  async write(peer: GatewayPeer, plan: StopPlan, outcomes: Outcomes): Promise<void> {
    for (const order of plan.orders) {
      const told = toldOf(order, plan, outcomes);
      if (!told) continue;
      await this.database.within(peer, (tx) =>
        this.reports.tell(
          tx,
          peer.ctx,
          { killSwitchId: order.id, connectorId: peer.connectorId },
          { ...told, lifting: order.state === 'LIFTING' },
        ),
      );
    }
    for (const agent of plan.agents) {
      if (agent.power_note === null) continue;
      await this.database.within(peer, (tx) => this.power(tx, peer, { agent, plan, outcomes }));
    }
  }

  private async power(
    tx: Tx,
    peer: GatewayPeer,
    { agent, plan, outcomes }: { agent: AgentRow; plan: StopPlan; outcomes: Outcomes },
  ): Promise<void> {
    const outcome = outcomes.get(agent.external_id);
    const done = agent.disabled ? outcome?.kind === 'stopped' : !plan.stops.has(agent.external_id);
    const elsewhere = !agent.disabled && plan.wanted.has(agent.external_id);
    const note = done || elsewhere ? null : outcome?.words.join(' ') || agent.power_note;
    await lockAgents(tx, peer.organizationId);
    const [row]: unknown[] = await tx.query(
      `update agents set power_note = $4 where org_id = $1 and id = $2 and disabled = $3 returning id`,
      [peer.organizationId, agent.id, agent.disabled, note],
    );
    if (!row || !done) return;
    await this.events.record(tx, peer.ctx, {
      type: agent.disabled ? agentEvents.disableConfirmed : agentEvents.enableConfirmed,
      subject: { type: 'agent', id: agent.id, label: agent.name },
      agentId: agent.id,
      after: { steps: outcome?.words ?? [] },
    });
  }
}

/** What the report of an order says now; null when it says nothing new. */
export function toldOf(order: OrderHere, plan: Pick<StopPlan, 'wanted'>, outcomes: Outcomes): Told | null {
  if (order.overdue) return { state: 'EXPIRED', words: [expiredWords], only: 'PENDING' };
  const outcome = order.place === null ? undefined : outcomes.get(order.place);
  if (order.state === 'LIFTING') return toldOfLift(order, plan, outcome);
  if (order.place === null) {
    return {
      state: 'CONFIRMED_STOPPED',
      words: ['The gateway no longer has this agent: there is nothing to stop.'],
    };
  }
  if (!outcome || outcome.kind === 'overtaken' || outcome.kind === 'released') return null;
  const state = outcome.kind === 'stopped' ? 'CONFIRMED_STOPPED' : 'UNKNOWN';
  const confirmedBefore = order.report_state === 'CONFIRMED_STOPPED';
  if (state === 'CONFIRMED_STOPPED' && confirmedBefore && !outcome.again) return null;
  return {
    state,
    words: outcome.words,
    again: outcome.again && confirmedBefore && state === 'CONFIRMED_STOPPED',
  };
}

function toldOfLift(
  order: OrderHere,
  { wanted }: Pick<StopPlan, 'wanted'>,
  outcome: StopOutcome | undefined,
): Told | null {
  if (order.place !== null && wanted.has(order.place)) {
    return {
      state: 'LIFTED',
      words: ['Lifted; something else still wants it stopped, so nothing was put back.'],
    };
  }
  if (outcome?.kind === 'unsure') return { state: 'LIFTING', words: outcome.words };
  return { state: 'LIFTED', words: outcome ? outcome.words : ['Lifted; nothing had to be put back.'] };
}

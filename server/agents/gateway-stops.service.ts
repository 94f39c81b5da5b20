import { Injectable } from '@nestjs/common';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { Database } from '../platform/database/database.service.js';
import { holdPlace } from './gateway-levers.js';
import { liftStop } from '../connectors/openclaw/stop-levers.js';
import type { StopRecord } from '../connectors/openclaw/stop-record.js';
import { readStopPlan, stillWanted, type StopPlan } from './stop-plan.js';
import { StopOutcomes, type StopOutcome } from './stop-outcomes.service.js';
import { wordsOfFailure } from './stop-words.js';

/** The order that asked for this stop was lifted while the gateway was being told. */
class Overtaken extends Error {}

/**
 * Makes a gateway stand as orders and off switches want it, however often it is asked: what is to be stopped is
 * stopped and checked, what nobody wants stopped any more is put back exactly as it was.
 */
@Injectable()
export class GatewayStops {
  private readonly running = new Map<string, { now: Promise<void>; next: Promise<void> | null }>();

  constructor(
    private readonly database: Database,
    private readonly outcomes: StopOutcomes,
  ) {}

  /** One run at a time per gateway; whoever asks while one runs shares the next. */
  settle(peer: GatewayPeer): Promise<void> {
    const lane = this.running.get(peer.connectorId);
    if (!lane) return this.start(peer);
    lane.next ??= lane.now.then(
      () => this.start(peer),
      () => this.start(peer),
    );
    return lane.next;
  }

  private start(peer: GatewayPeer): Promise<void> {
    const now = this.run(peer).finally(() => {
      const lane = this.running.get(peer.connectorId);
      if (lane?.now === now && lane.next === null) this.running.delete(peer.connectorId);
    });
    this.running.set(peer.connectorId, { now, next: null });
    return now;
  }

  private async run(peer: GatewayPeer): Promise<void> {
    const plan = await this.database.within(peer, (tx) => readStopPlan(tx, peer));
    const outstanding = plan.agents.some((agent) => agent.power_note !== null);
    if (plan.orders.length + plan.wanted.size + plan.stops.size === 0 && !outstanding) return;
    const outcomes = new Map<string, StopOutcome>();
    for (const place of plan.wanted) outcomes.set(place, await this.hold(peer, plan, place));
    for (const place of plan.stops.keys()) {
      if (!plan.wanted.has(place)) outcomes.set(place, await this.letGo(peer, plan, place));
    }
    // Without a link nothing of this is known any more; the next session looks again.
    if (peer.signal.aborted) return;
    await this.outcomes.write(peer, plan, outcomes);
  }

  private async hold(peer: GatewayPeer, plan: StopPlan, place: string): Promise<StopOutcome> {
    if (peer.readOnly) return { kind: 'unsure', words: wordsOfFailure(peer, null), again: false };
    const earlier = plan.stops.get(place) ?? null;
    const remember = async (record: StopRecord) => {
      await this.remember(peer, place, record);
      plan.stops.set(place, record);
    };
    try {
      const agentIds = plan.agents.map((agent) => agent.external_id);
      const held = await holdPlace(peer.connection, { place, agentIds, earlier, remember });
      return { kind: held.confirmed ? 'stopped' : 'unsure', words: held.words, again: held.again };
    } catch (error) {
      if (error instanceof Overtaken) return { kind: 'overtaken', words: [], again: false };
      return { kind: 'unsure', words: wordsOfFailure(peer, error), again: false };
    }
  }

  private async letGo(peer: GatewayPeer, plan: StopPlan, place: string): Promise<StopOutcome> {
    if (peer.readOnly) return { kind: 'unsure', words: wordsOfFailure(peer, null), again: false };
    const record = plan.stops.get(place)!;
    const staying = [...plan.stops].filter(([other]) => other !== place && plan.wanted.has(other));
    try {
      const lifted = await liftStop(
        peer.connection,
        record,
        staying.map(([, kept]) => kept),
      );
      const handed = new Map(staying.map(([other], i) => [other, lifted.staying[i]!]));
      await this.forget(peer, place, handed);
      handed.forEach((kept, other) => plan.stops.set(other, kept));
      plan.stops.delete(place);
      return {
        kind: 'released',
        words: ['What the stop had changed was put back.', ...lifted.words],
        again: false,
      };
    } catch (error) {
      return { kind: 'unsure', words: wordsOfFailure(peer, error), again: false };
    }
  }

  /** What is to be put back, written before the gateway is touched. @throws Overtaken when nobody wants it any more. */
  private async remember(peer: GatewayPeer, place: string, record: StopRecord): Promise<void> {
    await this.database.within(peer, async (tx) => {
      if (!(await stillWanted(tx, peer, place))) throw new Overtaken();
      await tx.query(
        `insert into gateway_stops (org_id, connector_id, agent_external_id, restore) values ($1, $2, $3, $4)
         on conflict (org_id, connector_id, agent_external_id) do update set restore = excluded.restore`,
        [peer.organizationId, peer.connectorId, place, JSON.stringify(record)],
      );
    });
  }

  private async forget(
    peer: GatewayPeer,
    place: string,
    handed: ReadonlyMap<string, StopRecord>,
  ): Promise<void> {
    await this.database.within(peer, async (tx) => {
      const at = [peer.organizationId, peer.connectorId];
      await tx.query(
        `delete from gateway_stops where org_id = $1 and connector_id = $2 and agent_external_id = $3`,
        [...at, place],
      );
      for (const [other, record] of handed) {
        await tx.query(
          `update gateway_stops set restore = $4 where org_id = $1 and connector_id = $2 and agent_external_id = $3`,
          [...at, other, JSON.stringify(record)],
        );
      }
    });
  }
}

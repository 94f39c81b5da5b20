import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { connect } from './agents-room.js';
import type { Loose } from './graphql-caller.js';
import { peerOf } from './gateway-voice.js';
import { ObedientGateway } from './obedient-gateway.js';
import type { World } from './world.js';

const at = Date.UTC(2026, 10, 20, 10);

/** A FAKE gateway that tells of sessions, for our own bookkeeping; a real one is read in tests/gateway. */
export class ToldSessions {
  /** Messages by session key. */
  transcripts: Record<string, Loose[]> = {};
  /** Model calls as the gateway counts them, by session key. */
  points: Record<string, Loose[]> = {};
  /** Parameters of each page that was asked for. */
  readonly asked: Loose[] = [];

  private constructor(
    readonly gateway: ObedientGateway,
    readonly peer: GatewayPeer,
  ) {}

  static async start(world: World): Promise<ToldSessions> {
    const gateway = await ObedientGateway.start();
    gateway.answers.set('chat.history', () => ({}));
    const name = `Gateway ${gateway.url}`;
    const connectorId = await connect(world.owner, name, gateway.url);
    const at = { organizationId: world.home.id, connectorId, connectorName: name };
    const told = new ToldSessions(gateway, await peerOf(gateway, at));
    gateway.answers.set('chat.history', (params) => told.page(params));
    gateway.answers.set('sessions.usage.timeseries', ({ key }) => ({
      points: told.points[key as string] ?? [],
    }));
    return told;
  }

  async stop(): Promise<void> {
    this.peer.connection.close();
    await this.gateway.down();
  }

  private page(params: Loose): Loose {
    this.asked.push(params);
    const all = this.transcripts[params.sessionKey] ?? [];
    const offset = params.offset ?? 0;
    const messages = all.slice(Math.max(0, all.length - offset - params.limit), all.length - offset);
    const hasMore = all.length > offset + params.limit;
    return { messages, hasMore, ...(hasMore ? { nextOffset: offset + params.limit } : {}) };
  }
}

/** Tokens of each answer. */
export const callCounts = { input: 100, output: 10, cacheRead: 5, cacheWrite: 1 };

/** When the message at a place is from. */
export const timeOf = (seq: number): number => at + seq * 1000;

/** A session as a gateway lists it; its key ends in its name. */
export function listed(name: string, changes: object = {}) {
  return {
    ...{ key: `agent:main:${name}`, sessionId: name, status: 'done', updatedAt: at, createdAt: at },
    ...{ modelProvider: 'anthropic', model: 'claude-opus-5-5', estimatedCostUsd: 0.5 },
    ...changes,
  };
}

/** What a person said. */
export function message(id: string, seq: number, changes: object = {}) {
  return {
    ...{ role: 'user', content: `text of ${id}`, timestamp: timeOf(seq), __openclaw: { id, seq } },
    ...changes,
  };
}

/** What a model answered. */
export function answered(id: string, seq: number, changes: object = {}) {
  return message(id, seq, {
    ...{ role: 'assistant', provider: 'anthropic', model: 'claude-opus-5-5', usage: callCounts },
    content: [{ type: 'text', text: `answer ${id}` }],
    ...changes,
  });
}

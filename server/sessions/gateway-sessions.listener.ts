import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatewayFeed, type GatewayListener, type GatewayPeer } from '../connectors/gateway-feed.js';
import type { GatewayEvent } from '../connectors/openclaw/frames.js';
import { record, text } from '../connectors/openclaw/loose-json.js';
import { Log } from '../platform/telemetry/log.js';
import { GatewayReading } from './gateway-reading.service.js';

/** Messages of a turn come together. */
const pauseMs = 250;
/** More changed sessions than this at once: then all are looked at. */
const mostDirty = 100;

/** What is to be read of a gateway. */
interface Work {
  all: boolean;
  keys: Set<string>;
  running: boolean;
}

/**
 * Hears gateways tell of their sessions, and has them read: all after every (re)connection, gap and minute, one when it
 * is told to have changed. Reading goes on beside the link, so that approvals never wait for it.
 */
@Injectable()
export class GatewaySessionsListener implements GatewayListener, OnModuleInit {
  private readonly work = new WeakMap<AbortSignal, Work>();

  constructor(
    private readonly feed: GatewayFeed,
    private readonly reading: GatewayReading,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.feed.register(this);
  }

  onSession(peer: GatewayPeer): Promise<void> {
    return this.add(peer, (work) => (work.all = true));
  }

  onRefresh(peer: GatewayPeer): Promise<void> {
    return this.add(peer, (work) => (work.all = true));
  }

  onEvents(peer: GatewayPeer, events: readonly GatewayEvent[]): Promise<void> {
    const changed = events.filter(({ event }) => event === 'session.message' || event === 'sessions.changed');
    const keys = changed.flatMap(({ payload }) => keyIn(payload));
    if (keys.length === 0) return Promise.resolve();
    return this.add(peer, (work) => {
      keys.forEach((key) => work.keys.add(key));
      if (work.keys.size > mostDirty) work.all = true;
    });
  }

  private add(peer: GatewayPeer, change: (work: Work) => void): Promise<void> {
    const work = this.work.get(peer.signal) ?? { all: false, keys: new Set(), running: false };
    this.work.set(peer.signal, work);
    change(work);
    if (!work.running) void this.run(peer, work);
    return Promise.resolve();
  }

  /** One reading of a gateway at a time; what comes meanwhile is read after it. */
  private async run(peer: GatewayPeer, work: Work): Promise<void> {
    work.running = true;
    while ((work.all || work.keys.size > 0) && !peer.signal.aborted) {
      const { all } = work;
      const keys = [...work.keys];
      work.all = false;
      work.keys.clear();
      try {
        await (all ? this.reading.readAll(peer) : this.reading.read(peer, keys));
      } catch (error) {
        if (!peer.signal.aborted)
          this.log.warn('sessions of a gateway could not be read', { connectorId: peer.connectorId, error });
      }
      await pause();
    }
    work.running = false;
  }
}

function keyIn(payload: unknown): string[] {
  const { sessionKey, key, session } = record(payload);
  const told = text(sessionKey, 1024) ?? text(key, 1024) ?? text(record(session).key, 1024);
  return told ? [told] : [];
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, pauseMs).unref());

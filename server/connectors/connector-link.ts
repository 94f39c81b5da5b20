import { randomUUID } from 'node:crypto';
import { systemCtx } from '../platform/auth/ctx.js';
import type { ConnectorLinkParts } from './connector-link-parts.js';
import type { GatewayPeer } from './gateway-feed.js';
import type { GatewayConnectionOptions } from './openclaw/connection-options.js';
import type { GatewayEvent } from './openclaw/frames.js';
import { GatewayLink } from './openclaw/gateway-link.js';
import type { GatewaySession, LinkState } from './openclaw/link-state.js';
import type { StoredTarget } from './gateway-target.service.js';

const refreshEveryMs = 60_000;
const workAnywayMs = 1000;

interface Address {
  organizationId: string;
  connectorId: string;
}

/** One gateway's link in this worker: feeds what the gateway tells to the rooms, and queued work to the gateway. */
export class ConnectorLink {
  private readonly link: GatewayLink;
  private name = '';
  private peer: GatewayPeer | null = null;
  private refresh: NodeJS.Timeout | null = null;
  private work: NodeJS.Timeout | null = null;
  private pending: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly address: Address,
    private readonly parts: ConnectorLinkParts,
  ) {
    this.link = new GatewayLink({
      target: () => this.target(),
      onSession: (session) => this.enter(session),
      onEvents: (events, session) => this.hear(events, session),
      onState: (state) => this.tell(state),
      onError: (error) => parts.log.error('a gateway event could not be handled', { ...address, error }),
    });
  }

  start(): void {
    this.link.start();
  }

  retryNow(): void {
    this.link.retryNow();
  }

  /** Lets go of the gateway; the state in the database is left to whoever comes next. */
  async stop(): Promise<void> {
    this.leave();
    this.link.stop();
    await this.pending.catch(() => undefined);
  }

  /** Queued work may be there: called by the doorbell. */
  workWaits(): void {
    if (this.peer) void this.parts.commands.run(this.peer);
  }

  private async target(): Promise<GatewayConnectionOptions> {
    const [row] = await this.parts.database.within(
      this.address,
      (tx): Promise<(StoredTarget & { name: string })[]> =>
        tx.read(`select * from connectors where org_id = $1 and id = $2`, [
          this.address.organizationId,
          this.address.connectorId,
        ]),
    );
    if (!row) throw new Error('The connector is gone.');
    this.name = row.name;
    return this.parts.targets.open(row);
  }

  private async enter(session: GatewaySession): Promise<void> {
    this.leave();
    const { organizationId, connectorId } = this.address;
    const peer: GatewayPeer = {
      organizationId,
      connectorId,
      connectorName: this.name,
      ctx: systemCtx(organizationId, randomUUID(), { kind: 'CONNECTOR', id: connectorId, label: this.name }),
      connection: session.connection,
      hello: session.hello,
      readOnly: !session.hello.proven,
      restarted: session.restarted,
      signal: session.signal,
    };
    await this.parts.mirror.sync(peer);
    for (const listener of this.parts.feed.listeners) await listener.onSession?.(peer);
    if (session.signal.aborted) return;
    this.peer = peer;
    await this.parts.status.synced(peer);
    session.signal.addEventListener('abort', () => this.leave());
    this.refresh = setInterval(() => this.refreshNow(peer), refreshEveryMs);
    this.work = setInterval(() => this.workWaits(), workAnywayMs);
    this.workWaits();
  }

  private async hear(events: readonly GatewayEvent[], session: GatewaySession): Promise<void> {
    const peer = this.peer;
    if (!peer || peer.signal !== session.signal) return;
    for (const listener of this.parts.feed.listeners) await listener.onEvents?.(peer, events);
    await this.parts.mirror.hear(peer, events);
  }

  private tell(state: LinkState): void {
    const step = this.pending.then(() => this.parts.status.changed(this.address, state));
    this.pending = step.catch((error: unknown) =>
      this.parts.log.warn('a connector state could not be written', {
        ...this.address,
        state: state.state,
        error,
      }),
    );
  }

  private refreshNow(peer: GatewayPeer): void {
    const all = async () => {
      await this.parts.mirror.sync(peer);
      for (const listener of this.parts.feed.listeners) await listener.onRefresh?.(peer);
      await this.parts.status.synced(peer);
    };
    all().catch((error: unknown) => {
      if (!peer.signal.aborted)
        this.parts.log.warn('a gateway could not be read again', { ...this.address, error });
    });
  }

  private leave(): void {
    if (this.refresh) clearInterval(this.refresh);
    if (this.work) clearInterval(this.work);
    this.refresh = this.work = null;
    this.peer = null;
  }
}

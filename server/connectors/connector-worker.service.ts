import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.service.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { Log } from '../platform/telemetry/log.js';
import { ConnectorLinkFactory } from './connector-link.factory.js';
import type { ConnectorLink } from './connector-link.js';

const claimEveryMs = 2000;
const leaseSeconds = 8;
/** Links are dropped before another worker may take them, whatever keeps this one from renewing. */
const fenceAfterMs = 6000;

interface Claim {
  org_id: string;
  connector_id: string;
  version: number;
  retry: number;
}

/**
 * Holds gateway links in this worker: exactly one worker holds each connector's lease, and another takes over within
 * ten seconds of its death.
 */
@Injectable()
export class ConnectorWorker {
  private readonly me = randomUUID();
  private readonly links = new Map<string, { link: ConnectorLink; claim: Claim }>();
  private timer: NodeJS.Timeout | null = null;
  private unlisten: (() => void)[] = [];
  private claiming: Promise<void> | null = null;
  private again = false;
  private renewedAt = 0;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly log: Log,
    private readonly factory: ConnectorLinkFactory,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.claimSoon(), claimEveryMs);
    this.unlisten = [
      this.doorbell.on('connectors', () => this.claimSoon()),
      this.doorbell.on('commands', (connectorId) => this.links.get(connectorId)?.link.workWaits()),
    ];
    this.claimSoon();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    this.unlisten.forEach((off) => off());
    await this.claiming;
    await Promise.all([...this.links.values()].map(({ link }) => link.stop()));
    this.links.clear();
    await this.database.query('select sys_release_connectors($1)', [this.me]).catch(() => undefined);
  }

  private claimSoon(): void {
    if (this.claiming || this.stopped) {
      this.again = true;
      return;
    }
    this.claiming = this.claim()
      .catch((error: unknown) => {
        this.log.warn('connector leases could not be renewed', { error });
        return this.fence();
      })
      .finally(() => {
        this.claiming = null;
        if (this.again && !this.stopped) {
          this.again = false;
          this.claimSoon();
        }
      });
  }

  private async claim(): Promise<void> {
    const askedAt = Date.now();
    const claims = await this.database.query<Claim>('select * from sys_claim_connectors($1, $2)', [
      this.me,
      leaseSeconds,
    ]);
    this.renewedAt = askedAt;
    const mine = new Map(claims.map((claim) => [claim.connector_id, claim]));
    for (const id of [...this.links.keys()]) if (!mine.has(id)) await this.drop(id);
    for (const claim of claims) await this.hold(claim);
  }

  private async hold(claim: Claim): Promise<void> {
    const held = this.links.get(claim.connector_id);
    if (held && held.claim.version === claim.version) {
      if (held.claim.retry !== claim.retry) held.link.retryNow();
      held.claim = claim;
      return;
    }
    if (held) await this.drop(claim.connector_id);
    if (this.stopped) return;
    const link = this.factory.create(claim.org_id, claim.connector_id);
    this.links.set(claim.connector_id, { link, claim });
    link.start();
  }

  private async drop(id: string): Promise<void> {
    const held = this.links.get(id);
    this.links.delete(id);
    await held?.link.stop();
  }

  private async fence(): Promise<void> {
    if (Date.now() - this.renewedAt < fenceAfterMs) return;
    for (const id of [...this.links.keys()]) await this.drop(id);
  }
}

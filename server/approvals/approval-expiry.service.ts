import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy, Inject, type OnModuleInit } from '@nestjs/common';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Log } from '../platform/telemetry/log.js';
import { DeliveryQueue } from './delivery-queue.service.js';
import type { ApprovalRow } from './approval-row.js';
import { recordApproval } from './approval.events.js';

const lookEveryMs = 1000;
const page = 200;

/** Silence becomes denial, by the database's clock; an allowed action nobody reported on becomes unknown. */
@Injectable()
export class ApprovalExpiry implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly queue: DeliveryQueue,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    if (this.config.role === 'api') return;
    this.timer = setInterval(() => {
      this.running ??= this.sweep()
        .catch((error: unknown) => this.log.warn('expiry could not be looked at', { error }))
        .finally(() => (this.running = null));
    }, lookEveryMs);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Closes what is due in every organisation. Several workers may sweep at once: rows are skipped while another holds them. */
  async sweep(): Promise<void> {
    const orgs = await this.database.query<{ id: string }>('select sys_orgs_with_due_approvals() as id');
    for (const { id } of orgs) {
      await this.database.within({ organizationId: id }, (tx) => this.expireDue(tx, id));
      await this.database.within({ organizationId: id }, (tx) => this.giveUpOutcomes(tx, id));
    }
  }

  private async expireDue(tx: Tx, organizationId: string): Promise<void> {
    const rows: ApprovalRow[] = await tx.query(
      `select * from approvals where org_id = $1 and state = 'PENDING' and expires_at <= now()
       order by expires_at limit $2 for update skip locked`,
      [organizationId, page],
    );
    for (const row of rows) {
      await tx.query(
        `update approvals set state = 'EXPIRED', decision = 'DENY', decision_source = 'TIMEOUT', decided_at = now(), delivery = 'QUEUED'
         where org_id = $1 and id = $2`,
        [organizationId, row.id],
      );
      await recordApproval(this.events, tx, systemCtx(organizationId, randomUUID()), {
        type: 'approval.expired',
        row,
        before: { state: 'PENDING' },
        after: { state: 'EXPIRED', decision: 'DENY', expiresAt: row.expires_at },
      });
      await this.queue.add(tx, row, 'DENY');
    }
  }

  private async giveUpOutcomes(tx: Tx, organizationId: string): Promise<void> {
    const rows: ApprovalRow[] = await tx.query(
      `select * from approvals where org_id = $1 and outcome = 'NONE' and delivery = 'DELIVERED'
       and decided_at < now() - interval '30 minutes' order by decided_at limit $2 for update skip locked`,
      [organizationId, page],
    );
    for (const row of rows) {
      const note = 'Nothing was reported for 30 minutes after it was allowed: it may or may not have run.';
      await tx.query(
        `update approvals set outcome = 'UNKNOWN', outcome_note = $3, executed_at = now() where org_id = $1 and id = $2`,
        [organizationId, row.id, note],
      );
      await recordApproval(this.events, tx, systemCtx(organizationId, randomUUID()), {
        type: 'approval.executed',
        row,
        before: { outcome: 'NONE' },
        after: { outcome: 'UNKNOWN', note },
      });
    }
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemCtx } from '../platform/auth/ctx.js';
import type { Tx } from '../platform/database/tx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Reacts } from '../platform/jobs/reacts.js';
import { CostRecomputes } from './cost-recomputes.service.js';
import { addWords } from './session-words.js';
import type { SyncedBatch } from './sessions.events.js';

/** What happens some time after a batch. */
@Injectable()
export class SessionsReactions {
  constructor(private readonly recomputes: CostRecomputes) {}

  @Reacts('sessions.synced')
  async indexWords(event: EventRow, tx: Tx): Promise<void> {
    const batch = event.payload?.after as (SyncedBatch & { id: string }) | null | undefined;
    if (batch) await addWords(tx, event.org_id, batch);
  }

  /** Each step is one transaction with its receipt, so none is done twice and none is left out. */
  @Reacts('cost.recompute_asked', 'cost.recompute_continued')
  async reprice(event: EventRow, tx: Tx): Promise<void> {
    if (event.outcome === 'SUCCESS' && event.subject_id !== null)
      await this.recomputes.step(tx, systemCtx(event.org_id, randomUUID()), event.subject_id);
  }
}

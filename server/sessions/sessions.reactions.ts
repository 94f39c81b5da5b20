import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { EventRow } from '../platform/events/event-row.js';
import { Reacts } from '../platform/jobs/reacts.js';
import { addWords } from './session-words.js';
import type { SyncedBatch } from './sessions.events.js';

/** What happens some time after a batch. */
@Injectable()
export class SessionsReactions {
  @Reacts('sessions.synced')
  async indexWords(event: EventRow, tx: Tx): Promise<void> {
    const batch = event.payload?.after as (SyncedBatch & { id: string }) | null | undefined;
    if (batch) await addWords(tx, event.org_id, batch);
  }
}

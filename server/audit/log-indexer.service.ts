import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { Every } from '../platform/jobs/reacts.js';
import { addGrams, blockRows, noGrams } from './grams.js';
import type { StoredRow } from './log-check.js';

const blocksAtOnce = 16;
/** The timetable has one lane: what is left waits for the next turn. */
const turnMs = 3000;

/** Writes the index that text and date filters skip by, behind the sealer. Rows it has not reached are simply read. */
@Injectable()
export class LogIndexer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Runs on one worker every 10 s. */
  @Every(10)
  async catchUp(): Promise<void> {
    const endsAt = this.clock.now().getTime() + turnMs;
    const rows = await this.database.query<{ id: string }>('select sys_unindexed_orgs() as id');
    for (const row of rows) {
      let more = true;
      while (more && this.clock.now().getTime() < endsAt) more = await this.indexSome(row.id);
    }
  }

  /** Indexes the next complete blocks of one organisation. @returns whether there may be more. */
  async indexSome(organizationId: string): Promise<boolean> {
    return this.database.within({ organizationId }, async (tx) => {
      const [next]: { block: string }[] = await tx.query(
        `select coalesce(max(block) + 1, 0) as block from audit_blocks where org_id = $1`,
        [organizationId],
      );
      const first = Number(next!.block);
      const rows = await rowsFrom(tx, organizationId, first);
      const complete = Math.floor(rows.length / blockRows);
      for (let i = 0; i < complete; i++) {
        await writeBlock(tx, {
          organizationId,
          block: first + i,
          rows: rows.slice(i * blockRows, (i + 1) * blockRows),
        });
      }
      return complete === blocksAtOnce;
    });
  }
}

function rowsFrom(tx: Tx, organizationId: string, block: number): Promise<StoredRow[]> {
  return tx.query(
    `select e.type, e.at, e.actor_label, e.subject_id, e.subject_label, e.request_id, p.canonical
     from domain_events e left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
     where e.org_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq`,
    [organizationId, block * blockRows, (block + blocksAtOnce) * blockRows],
  );
}

async function writeBlock(
  tx: Tx,
  part: { organizationId: string; block: number; rows: StoredRow[] },
): Promise<void> {
  const grams = noGrams();
  for (const row of part.rows) {
    const { type, actor_label, subject_id, subject_label, request_id, canonical } = row;
    for (const text of [type, actor_label, subject_id, subject_label, request_id, canonical]) {
      if (text !== null) addGrams(grams, text);
    }
  }
  const times = part.rows.map((row) => row.at.getTime());
  await tx.query(
    `insert into audit_blocks (org_id, block, first_at, last_at, grams) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [part.organizationId, part.block, new Date(Math.min(...times)), new Date(Math.max(...times)), grams],
  );
}

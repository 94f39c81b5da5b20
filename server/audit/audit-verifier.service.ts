import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { chainGenesis } from '../platform/crypto/audit-envelope.js';
import { treeRoot, type CompactTree } from '../platform/crypto/compact-tree.js';
import type { SigningKey } from '../platform/crypto/signing-key.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { checkpointOrigin } from '../platform/events/checkpoints.service.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { Sealer } from '../platform/events/sealer.service.js';
import { SIGNING_KEY } from '../platform/events/signing-key.token.js';
import { LogCheck, type Claim, type Fault, type StoredRow } from './log-check.js';
import { claimOf, newestNotes } from './signed-claims.js';
import { treeAt } from './stored-tree.js';

const pageSize = 1000;
const checkpointsChecked = 1000;

export interface ToldCheckpoint {
  size: number;
  rootHash: string;
  note: string;
  at: Date | string;
}

export interface Verification {
  ok: boolean;
  summary: string;
  checkedEvents: number;
  firstBadSeq: number | null;
  checkpoint: ToldCheckpoint | null;
  durationMs: number;
}

interface Head {
  size: number;
  chain: Buffer;
  tree: CompactTree;
}

/** Recomputes the log from what is stored and compares it with everything that was ever signed. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly events: EventLog,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The newest signed statement about the log; null before the first. */
  async newestCheckpoint(ctx: Ctx): Promise<ToldCheckpoint | null> {
    const [row] = await this.database.within(ctx, (tx) => checkpoints(tx, ctx.organizationId!, 1));
    return row
      ? { size: Number(row.size), rootHash: row.root.toString('base64'), note: row.note, at: row.at }
      : null;
  }

  /**
   * Verifies the newest `lastEvents` rows, or all, in pages, and records that it was done and what was found.
   * @throws AppError INVALID_INPUT for a number below 1.
   */
  async verify(ctx: Ctx, lastEvents: number | null): Promise<Verification> {
    if (lastEvents !== null && lastEvents < 1) {
      throw new AppError('INVALID_INPUT', 'Say how many events.', { fields: { lastEvents: 'At least 1.' } });
    }
    const startedAt = performance.now();
    await this.sealer.seal(ctx.organizationId!);
    const { check, fault } = await this.examine(ctx, lastEvents);
    const checkpoint = await this.newestCheckpoint(ctx);
    const found: Verification = {
      ok: fault === null,
      summary: inWords(check, fault),
      checkedEvents: check.checked,
      firstBadSeq: fault?.seq ?? null,
      checkpoint,
      durationMs: Math.round(performance.now() - startedAt),
    };
    return this.database.write(ctx, async (tx) => {
      const { ok, checkedEvents, firstBadSeq } = found;
      const after = {
        ok,
        checkedEvents,
        firstBadSeq,
        size: check.size,
        root: check.root().toString('base64'),
      };
      await this.events.record(tx, ctx, { type: 'audit.verified', subject: { type: 'audit_log' }, after });
      return found;
    });
  }

  private async examine(
    ctx: Ctx,
    lastEvents: number | null,
  ): Promise<{ check: LogCheck; fault: Fault | null }> {
    const organizationId = ctx.organizationId!;
    const head = await this.database.within(ctx, (tx) => readHead(tx, organizationId));
    const from = lastEvents === null ? 0 : Math.max(0, head.size - lastEvents);
    const { claims, fault } = await this.claims(ctx, from);
    const start = await this.database.within(ctx, (tx) => startOf(tx, organizationId, from));
    const check = new LogCheck(start.tree, start.chain, claims);
    while (check.fault === null && check.size < head.size) {
      const rows = await this.database.within(ctx, (tx) =>
        page(tx, organizationId, { after: check.size, upTo: head.size }),
      );
      for (const row of rows) check.take(row);
      if (rows.length === 0) break;
    }
    check.finish({ size: head.size, chain: head.chain, root: treeRoot(head.tree) });
    return { check, fault: check.fault ?? fault };
  }

  /** Everything signed about the log at `from` or later: in the database, and in the file beside it. */
  private async claims(ctx: Ctx, from: number): Promise<{ claims: Claim[]; fault: Fault | null }> {
    const organizationId = ctx.organizationId!;
    const origin = checkpointOrigin(organizationId);
    const stored = await this.database.within(ctx, (tx) =>
      checkpoints(tx, organizationId, checkpointsChecked),
    );
    const outside = await this.outsideNotes(organizationId);
    const claims: Claim[] = [];
    let fault: Fault | null = null;
    for (const { note, size } of stored) {
      try {
        claims.push(claimOf(note, this.key.history, origin, 'a checkpoint in the database'));
      } catch {
        fault = { seq: Number(size), words: 'ends a checkpoint whose signature does not hold' };
      }
    }
    for (const note of outside) {
      try {
        claims.push(claimOf(note, this.key.history, origin, 'a checkpoint outside the database'));
      } catch {
        // A note in a file anybody may append to proves nothing when it is not ours.
      }
    }
    return { claims: claims.filter((claim) => claim.size >= Math.max(1, from)), fault };
  }

  private async outsideNotes(organizationId: string): Promise<string[]> {
    const folders = [join(this.config.dataDir, 'checkpoints'), this.config.checkpointDir];
    const files = folders
      .filter((folder) => folder !== null)
      .map((folder) => join(folder, `${organizationId}.notes`));
    return (await Promise.all(files.map(newestNotes))).flat();
  }
}

function inWords(check: LogCheck, fault: Fault | null): string {
  if (fault) return `Event ${fault.seq} ${fault.words}.`;
  const erased = check.erased === 0 ? '' : ` The details of ${check.erased} were erased; their digests hold.`;
  return `${check.checked} events recomputed: sequence, details, chain and tree hold, and ${check.confirmed} signed checkpoints agree.${erased}`;
}

async function readHead(tx: Tx, organizationId: string): Promise<Head> {
  const [row]: { size: string; chain: Buffer; peaks: Buffer[] }[] = await tx.query(
    `select size, chain, peaks from audit_heads where org_id = $1`,
    [organizationId],
  );
  if (!row) return { size: 0, chain: chainGenesis(organizationId), tree: { size: 0, peaks: [] } };
  return { size: Number(row.size), chain: row.chain, tree: { size: Number(row.size), peaks: row.peaks } };
}

/** Chain value and tree after the first `size` events, as stored. */
async function startOf(
  tx: Tx,
  organizationId: string,
  size: number,
): Promise<{ tree: CompactTree; chain: Buffer }> {
  if (size === 0) return { tree: { size: 0, peaks: [] }, chain: chainGenesis(organizationId) };
  const [row]: { chain: Buffer }[] = await tx.query(
    `select chain from domain_events where org_id = $1 and seq = $2`,
    [organizationId, size],
  );
  return { tree: await treeAt(tx, organizationId, size), chain: row?.chain ?? Buffer.alloc(32) };
}

function page(tx: Tx, organizationId: string, range: { after: number; upTo: number }): Promise<StoredRow[]> {
  return tx.query(
    `select e.*, p.payload, p.salt, p.canonical from domain_events e
     left join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
     where e.org_id = $1 and e.seq > $2 and e.seq <= $3 order by e.seq limit $4`,
    [organizationId, range.after, range.upTo, pageSize],
  );
}

function checkpoints(
  tx: Tx,
  organizationId: string,
  limit: number,
): Promise<{ size: string; root: Buffer; note: string; at: Date }[]> {
  return tx.query(
    `select size, root, note, at from checkpoints where org_id = $1 order by size desc limit $2`,
    [organizationId, limit],
  );
}

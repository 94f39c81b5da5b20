import { Inject, Injectable } from '@nestjs/common';
import type { AuditFilter } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { AuditExportLines, type ExportEvent } from '../platform/crypto/audit-export.js';
import type { SigningKey } from '../platform/crypto/signing-key.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { checkpointOrigin, Checkpoints } from '../platform/events/checkpoints.service.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { toEnvelope } from '../platform/events/event-row.js';
import { Sealer } from '../platform/events/sealer.service.js';
import { SIGNING_KEY } from '../platform/events/signing-key.token.js';
import { checkFilter, type CheckedFilter } from './audit-filter.js';
import { AuditLog, matchingTypes } from './audit-log.service.js';
import { csvHeader, csvRow } from './csv-row.js';
import { ExportProofs } from './export-proofs.js';
import type { StoredRow } from './log-check.js';

/** Rows read in one transaction. Details may be a few hundred kilobytes each, so a page stays small. */
const pageSize = 250;
/** Signed checkpoints a filtered export carries, so that one kept outside can be compared. */
const checkpointsCarried = 50;

export interface AuditExport {
  fileName: string;
  contentType: string;
  body: AsyncGenerator<string>;
}

interface Extent {
  organizationId: string;
  size: number;
  filter: CheckedFilter;
  types: readonly string[] | null;
}

/** Writes the log out, whole or filtered, in constant memory: pages of their own short transactions, as fast as the reader reads. */
@Injectable()
export class AuditExporter {
  constructor(
    private readonly database: Database,
    private readonly log: AuditLog,
    private readonly events: EventLog,
    private readonly sealer: Sealer,
    private readonly checkpoints: Checkpoints,
    private readonly clock: Clock,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {}

  /**
   * Records the export in the log, signs the log with that row in it, and starts to write.
   * @throws AppError INVALID_INPUT for the filter, AUDIT_UNAVAILABLE when it cannot be recorded: then nothing leaves.
   */
  async open(ctx: Ctx, format: 'jsonl' | 'csv', asked: AuditFilter): Promise<AuditExport> {
    const filter = checkFilter(asked);
    const organizationId = ctx.organizationId!;
    const told = toldFilter(filter);
    const slug = await this.database.within(ctx, async (tx) => {
      const subject = { type: 'audit_log', label: format };
      await this.events.record(tx, ctx, { type: 'audit.exported', subject, after: { format, filter: told } });
      return slugOf(tx, organizationId);
    });
    await this.sealer.seal(organizationId);
    const signed = await this.checkpoints.publishFor(organizationId);
    if (!signed) throw new AppError('AUDIT_UNAVAILABLE');
    const types = await this.database.within(ctx, (tx) => matchingTypes(tx, organizationId, filter));
    const extent: Extent = { organizationId, size: signed.size, filter, types };
    const day = this.clock.now().toISOString().slice(0, 10);
    return {
      fileName: `clawbutler-audit-${slug}-${day}.${format}`,
      contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      body:
        format === 'csv' ? this.csv(extent) : told === null ? this.whole(extent) : this.part(extent, told),
    };
  }

  private async *csv(extent: Extent): AsyncGenerator<string> {
    yield csvHeader;
    for await (const rows of this.pages(extent)) yield rows.map(csvRow).join('');
  }

  /** Every event with its chain value, every checkpoint after the last event it covers. */
  private async *whole(extent: Extent): AsyncGenerator<string> {
    const lines = new AuditExportLines();
    yield this.header(lines, extent, null);
    let last = 0;
    for await (const rows of this.pages(extent)) {
      const notes = await this.notesBetween(extent, {
        from: Number(rows[0]!.seq),
        to: Number(rows.at(-1)!.seq),
        last,
      });
      let text = '';
      for (const row of rows) {
        text += lines.chainedEvent(toExportEvent(row), row.chain!);
        const signed = notes.get(Number(row.seq));
        if (!signed) continue;
        text += lines.checkpoint(signed.note, signed.consistency);
        last = Number(row.seq);
      }
      yield text;
    }
    yield lines.footer();
  }

  /** Checkpoints first, then each event with the proof that the last of them covers it. */
  private async *part(extent: Extent, told: Record<string, unknown>): AsyncGenerator<string> {
    const { organizationId, size } = extent;
    const lines = new AuditExportLines();
    yield this.header(lines, extent, told);
    const from = await this.oldestCarried(extent);
    const notes = await this.notesBetween(extent, { from, to: size, last: 0 });
    for (const { note, consistency } of notes.values()) yield lines.checkpoint(note, consistency);
    for await (const rows of this.pages(extent)) {
      const proofs = await this.database.within({ organizationId }, (tx) => {
        const stored = new ExportProofs(tx, organizationId);
        return Promise.all(rows.map((row) => stored.inclusion(Number(row.seq), size)));
      });
      yield rows.map((row, i) => lines.provenEvent(toExportEvent(row), proofs[i]!)).join('');
    }
    yield lines.footer();
  }

  private header(lines: AuditExportLines, extent: Extent, told: Record<string, unknown> | null): string {
    return lines.header({
      organization: extent.organizationId,
      origin: checkpointOrigin(extent.organizationId),
      verifierKey: this.key.verifierKey,
      exportedAt: this.clock.now(),
      filter: told,
      fromSeq: 1,
      toSeq: extent.size,
      treeSize: extent.size,
    });
  }

  /** Matching rows from the first to the last the checkpoint covers, oldest first. */
  private async *pages({ organizationId, size, filter, types }: Extent): AsyncGenerator<StoredRow[]> {
    if (filter.nothing || types?.length === 0) return;
    let low = 1;
    for (;;) {
      const rows = await this.database.within({ organizationId }, (tx) =>
        this.log.read(tx, {
          ...{ organizationId, filter, types, hidden: [], searchDetails: true },
          ...{ low, below: size + 1, limit: pageSize, order: 'asc' },
        }),
      );
      if (rows.length > 0) yield rows;
      if (rows.length < pageSize) return;
      low = Number(rows.at(-1)!.seq) + 1;
    }
  }

  /** Checkpoints over `from` to `to` events by size, each with the proof that it continues the one before it. */
  private notesBetween(extent: Extent, range: { from: number; to: number; last: number }) {
    const { organizationId } = extent;
    return this.database.within({ organizationId }, async (tx) => {
      const rows: { size: string; note: string }[] = await tx.query(
        `select size, note from checkpoints where org_id = $1 and size between $2 and $3 order by size`,
        [organizationId, range.from, range.to],
      );
      const stored = new ExportProofs(tx, organizationId);
      const sizes = rows.map((row) => Number(row.size));
      const proofs = await Promise.all(
        sizes.map((size, i) => stored.consistency(sizes[i - 1] ?? range.last, size)),
      );
      return new Map(rows.map((row, i) => [sizes[i]!, { note: row.note, consistency: proofs[i]! }]));
    });
  }

  private oldestCarried({ organizationId, size }: Extent): Promise<number> {
    return this.database.within({ organizationId }, async (tx) => {
      const [row]: { size: string }[] = await tx.query(
        `select min(size) as size from
           (select size from checkpoints where org_id = $1 and size <= $2 order by size desc limit $3) newest`,
        [organizationId, size, checkpointsCarried],
      );
      return Number(row!.size);
    });
  }
}

function toExportEvent(row: StoredRow): ExportEvent {
  return {
    envelope: toEnvelope(row, Number(row.seq)),
    payload: row.payload ?? null,
    salt: row.salt,
    leaf: row.leaf!,
  };
}

/** The filter as the export states it; null when there is none. */
function toldFilter(filter: CheckedFilter): Record<string, unknown> | null {
  const { text, actorId, agentId, risk } = filter;
  const told = {
    text,
    from: filter.from?.toISOString() ?? null,
    to: filter.to?.toISOString() ?? null,
    types: filter.types && [...filter.types.exact, ...filter.types.prefixes.map((prefix) => `${prefix}*`)],
    actorId,
    agentId,
    risk,
  };
  const given = Object.entries(told).filter(([, value]) => value !== null);
  return given.length === 0 ? null : Object.fromEntries(given);
}

async function slugOf(tx: Tx, organizationId: string): Promise<string> {
  const [row]: { slug: string }[] = await tx.query(`select slug from organizations where id = $1`, [
    organizationId,
  ]);
  return (row?.slug ?? organizationId).replace(/[^a-z0-9-]/gi, '-');
}

import { Injectable } from '@nestjs/common';
import type { HostReportInput } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { RateLimits } from '../platform/auth/rate-limits.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { HostDirectivesService, type DirectivesView } from './host-directives.service.js';
import { compare, readReport, type FoundRuntime, type HostReport } from './host-report.rules.js';
import { runtimeEvents } from './hosts.events.js';
import { RuntimeInspections } from './runtime-inspections.service.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';

/** Every 15 seconds is 40 in this time; the rest is for changes. */
const perHost = { name: 'host-report', points: 200, windowSeconds: 600 };

/** Takes in what hosts tell of themselves. A report that tells nothing new leaves no event. */
@Injectable()
export class HostReportsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly limits: RateLimits,
    private readonly directives: HostDirectivesService,
    private readonly inspections: RuntimeInspections,
  ) {}

  /** @throws AppError INVALID_INPUT, RATE_LIMITED */
  async take(ctx: Ctx, input: HostReportInput): Promise<DirectivesView> {
    const report = readReport(input);
    await this.limits.take(perHost, ctx.actor.id!);
    return this.database.write(ctx, async (tx) => {
      await noteHost(tx, ctx, report);
      await this.noteRuntimes(tx, ctx, report);
      return this.directives.read(tx, ctx);
    });
  }

  private async noteRuntimes(tx: Tx, ctx: Ctx, { runtimes, inspections }: HostReport): Promise<void> {
    const known: RuntimeInstanceRow[] = await tx.query(
      `select * from runtime_instances where org_id = $1 and host_id = $2 for update`,
      [ctx.organizationId, ctx.actor.id],
    );
    const { fresh, present, gone } = compare(known, runtimes);
    if (present.length > 0) await refresh(tx, ctx, present);
    for (const runtime of fresh) await this.discover(tx, ctx, runtime);
    if (gone.length > 0) await this.miss(tx, ctx, gone);
    // What was read before the host knew that it may not any more is not taken.
    for (const row of known.filter(({ state, paused }) => state === 'ADDED' && !paused)) {
      const read = inspections.get(row.key);
      if (read) await this.inspections.take(tx, ctx, row, read);
    }
  }

  private async discover(tx: Tx, ctx: Ctx, runtime: FoundRuntime): Promise<void> {
    const id = this.clock.newId();
    await tx.query(
      `insert into runtime_instances (org_id, id, host_id, kind, key, location, label, version, session_count,
         running_count, total_bytes, backlog_bytes, problems)
       select $1, $2, $3, f.* from jsonb_to_record($4::jsonb) as f(${foundColumns})`,
      [ctx.organizationId, id, ctx.actor.id, jsonbText(runtime)],
    );
    await this.record(tx, ctx, runtimeEvents.discovered, { ...runtime, id });
  }

  /** Only what is under governance is missed aloud. */
  private async miss(tx: Tx, ctx: Ctx, gone: RuntimeInstanceRow[]): Promise<void> {
    await tx.query(
      `update runtime_instances set missing_since = now(), running_count = 0 where org_id = $1 and id = any ($2::uuid[])`,
      [ctx.organizationId, gone.map(({ id }) => id)],
    );
    for (const row of gone.filter(({ state }) => state === 'ADDED'))
      await this.record(tx, ctx, runtimeEvents.missing, row);
  }

  private async record(
    tx: Tx,
    ctx: Ctx,
    type: string,
    { id, label, kind, location }: Pick<RuntimeInstanceRow, 'id' | 'label' | 'kind' | 'location'>,
  ): Promise<void> {
    const subject = { type: 'runtime_instance', id, label };
    const after = { hostId: ctx.actor.id, runtime: kind, location };
    await this.events.record(tx, ctx, { type, subject, after });
  }
}

const foundColumns = `kind text, key text, location text, label text, version text, session_count integer,
  running_count integer, total_bytes double precision, backlog_bytes double precision, problems text[]`;

/** The offset is the host's clock minus ours, as far as an integer goes: 24 days. */
async function noteHost(tx: Tx, ctx: Ctx, report: HostReport): Promise<void> {
  await tx.query(
    `update runtime_hosts set last_seen_at = now(), hostname = $3, platform = $4, agent_version = $5, spool_depth = $6,
       problems = $7, clock_offset_ms = greatest(-2147483648, least(2147483647,
         round(extract(epoch from $8::timestamptz - clock_timestamp()) * 1000)))::integer
     where org_id = $1 and id = $2`,
    [
      ...[ctx.organizationId, ctx.actor.id, report.hostname, report.platform, report.agentVersion],
      ...[report.spoolDepth, report.problems, report.at],
    ],
  );
}

/** Known ones as they are now. What a runtime is, its kind, was settled when it was found first. */
async function refresh(tx: Tx, ctx: Ctx, present: FoundRuntime[]): Promise<void> {
  const columns = [
    ...['location', 'label', 'version', 'session_count', 'running_count'],
    ...['total_bytes', 'backlog_bytes', 'problems'],
  ];
  const of = (table: string) => columns.map((column) => `${table}.${column}`).join(', ');
  await tx.query(
    `update runtime_instances i set (${columns.join(', ')}, missing_since) = (${of('f')}, null)
     from jsonb_to_recordset($3::jsonb) as f(${foundColumns})
     where i.org_id = $1 and i.host_id = $2 and i.key = f.key and i.kind = f.kind
       and (i.missing_since is not null or (${of('i')}) is distinct from (${of('f')}))`,
    [ctx.organizationId, ctx.actor.id, jsonbText(present)],
  );
}

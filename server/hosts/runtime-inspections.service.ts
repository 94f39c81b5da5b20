import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import { EventLog } from '../platform/events/event-log.service.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { runtimeEvents } from './hosts.events.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';
import type { KeptInspection, SettingsFacts } from './runtime-inspection.rules.js';
import { driftOf } from './settings-drift.rules.js';

interface InspectionRow {
  instance_id: string;
  digest: string;
  facts: SettingsFacts;
  sources: KeptInspection['sources'];
  inspected_at: Date;
  changed_at: Date;
}

/** An inspection as the contract tells it. */
export type InspectionView = SettingsFacts &
  Pick<KeptInspection, 'digest'> & { inspectedAt: Date; changedAt: Date; sources: object[] };

/** Keeps the settings in force of runtimes, and records when they change. */
@Injectable()
export class RuntimeInspections {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
  ) {}

  /**
   * Takes up what a host read, in the transaction that locked the instance. Its first inspection is no change; the
   * same digest again leaves no event.
   */
  async take(tx: Tx, ctx: Ctx, instance: RuntimeInstanceRow, read: KeptInspection): Promise<void> {
    const { organizationId } = ctx;
    const [known]: InspectionRow[] = await tx.query(
      `select * from runtime_inspections where org_id = $1 and instance_id = $2`,
      [organizationId, instance.id],
    );
    await tx.query(upsert, [
      ...[organizationId, instance.id, read.digest],
      ...[jsonbText(read.facts), jsonbText(read.sources)],
    ]);
    if (!known || known.digest === read.digest) return;
    await this.events.record(tx, ctx, {
      type: runtimeEvents.settingsChanged,
      subject: { type: 'runtime_instance', id: instance.id, label: instance.label },
      before: { digest: known.digest },
      after: {
        ...{ digest: read.digest, hostId: ctx.actor.id, runtime: instance.kind, location: instance.location },
        ...driftOf(known.facts, read.facts),
      },
    });
  }

  /** The inspection of an instance, batched with all others of the same request; null until told. */
  async load(request: GraphqlContext, ctx: Ctx, instanceId: string): Promise<InspectionView | null> {
    const loader = request.loaders.get('runtime-inspections', (ids) => this.byInstances(ctx, ids));
    return (await loader.load(instanceId)) ?? null;
  }

  private async byInstances(ctx: Ctx, ids: readonly string[]): Promise<Map<string, InspectionView>> {
    const rows: InspectionRow[] = await this.database.within(ctx, (tx) =>
      tx.query(`select * from runtime_inspections where org_id = $1 and instance_id = any ($2::uuid[])`, [
        ctx.organizationId,
        ids,
      ]),
    );
    return new Map(rows.map((row) => [row.instance_id, viewOf(row)]));
  }
}

const upsert = `insert into runtime_inspections as i (org_id, instance_id, digest, facts, sources)
  values ($1, $2, $3, $4::jsonb, $5::jsonb)
  on conflict (org_id, instance_id) do update set digest = excluded.digest, facts = excluded.facts,
    sources = excluded.sources, inspected_at = excluded.inspected_at,
    changed_at = case when i.digest = excluded.digest then i.changed_at else excluded.changed_at end`;

function viewOf({ digest, facts, sources, inspected_at, changed_at }: InspectionRow): InspectionView {
  return {
    ...facts,
    ...{ digest, inspectedAt: inspected_at, changedAt: changed_at },
    sources: sources.map((source) => ({ ...source, modifiedAt: new Date(source.modifiedAt) })),
  };
}

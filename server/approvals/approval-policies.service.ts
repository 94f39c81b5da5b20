import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { checkPolicyInput, type PolicyInput } from './policy-input.rules.js';
import { toRule, type PolicyRow } from './policy-row.js';
import type { PolicyRule } from './policy.rules.js';
import { isUuid } from '../platform/database/uuid.js';

const maxPolicies = 500;

interface PolicyChange {
  type: string;
  policy: { id: string; name: string };
  before?: unknown;
  after?: unknown;
}

/** The organisation's rules, in their order. Changing them is for people with `policies:manage`; every change is on the record. */
@Injectable()
export class ApprovalPolicies {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  /** Enabled rules in order, for evaluating. */
  async rules(tx: Tx, organizationId: string): Promise<PolicyRule[]> {
    const rows: PolicyRow[] = await tx.query(
      `select * from approval_policies where org_id = $1 and enabled and deleted_at is null order by position`,
      [organizationId],
    );
    return rows.map(toRule);
  }

  async list(ctx: Ctx): Promise<PolicyRow[]> {
    return this.database.within(ctx, (tx) => all(tx, ctx.organizationId!));
  }

  async byIds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, PolicyRow>> {
    const rows: PolicyRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from approval_policies where org_id = $1 and id = any ($2)`, [
        ctx.organizationId,
        ids,
      ]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async create(ctx: Ctx, input: PolicyInput, position: number | null): Promise<string> {
    refuseAutomation(ctx);
    const checked = checkPolicyInput(input);
    return this.database.write(ctx, async (tx) => {
      await refuseStrangers(tx, ctx, checked);
      const others = await locked(tx, ctx);
      if (others.length >= maxPolicies)
        throw new AppError('CONFLICT', `There can be at most ${maxPolicies} policies.`);
      const id = this.clock.newId();
      await tx.query(
        `insert into approval_policies (org_id, id, name, position, enabled, effect, connector_ids, agent_ids, tools, commands,
           cwds, minimum_risk, maximum_risk, required_role, timeout_seconds)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [ctx.organizationId, id, checked.name, others.length + 1, ...columns(checked)],
      );
      if (position !== null) await reorder(tx, ctx, others, { id, position });
      await this.record(tx, ctx, {
        type: 'policy.created',
        policy: { id, name: checked.name },
        after: checked,
      });
      return id;
    });
  }

  async update(ctx: Ctx, id: string, input: PolicyInput): Promise<string> {
    refuseAutomation(ctx);
    const checked = checkPolicyInput(input);
    return this.database.write(ctx, async (tx) => {
      await refuseStrangers(tx, ctx, checked);
      const before = find(await locked(tx, ctx), id);
      await tx.query(
        `update approval_policies set name = $3, enabled = $4, effect = $5, connector_ids = $6, agent_ids = $7, tools = $8,
           commands = $9, cwds = $10, minimum_risk = $11, maximum_risk = $12, required_role = $13, timeout_seconds = $14,
           updated_at = now() where org_id = $1 and id = $2`,
        [ctx.organizationId, before.id, checked.name, ...columns(checked)],
      );
      await this.record(tx, ctx, {
        type: 'policy.updated',
        policy: { id: before.id, name: checked.name },
        before: toRule(before),
        after: checked,
      });
      return before.id;
    });
  }

  async move(ctx: Ctx, id: string, position: number): Promise<string> {
    refuseAutomation(ctx);
    return this.database.write(ctx, async (tx) => {
      const rows = await locked(tx, ctx);
      const row = find(rows, id);
      await reorder(tx, ctx, rows, { id: row.id, position });
      await this.record(tx, ctx, {
        type: 'policy.moved',
        policy: row,
        before: { position: row.position },
        after: { position },
      });
      return row.id;
    });
  }

  async remove(ctx: Ctx, id: string): Promise<string> {
    refuseAutomation(ctx);
    return this.database.write(ctx, async (tx) => {
      const rows = await locked(tx, ctx);
      const row = find(rows, id);
      await tx.query(
        `update approval_policies set deleted_at = now(), enabled = false where org_id = $1 and id = $2`,
        [ctx.organizationId, row.id],
      );
      await renumber(
        tx,
        ctx,
        rows.filter((r) => r.id !== row.id).map((r) => r.id),
      );
      await this.record(tx, ctx, { type: 'policy.deleted', policy: row, before: toRule(row) });
      return row.id;
    });
  }

  private record(tx: Tx, ctx: Ctx, { type, policy, ...change }: PolicyChange): Promise<string> {
    return this.events.record(tx, ctx, {
      type,
      subject: { type: 'policy', id: policy.id, label: policy.name },
      ...change,
    });
  }
}

function refuseAutomation(ctx: Ctx): void {
  if (ctx.actor.kind !== 'PERSON') throw new AppError('FORBIDDEN', 'Only a person changes policies.');
}

function all(tx: Tx, organizationId: string): Promise<PolicyRow[]> {
  return tx.query(
    `select * from approval_policies where org_id = $1 and deleted_at is null order by position, id`,
    [organizationId],
  );
}

/** All rules, locked, so that two people reordering at once do not interleave. */
async function locked(tx: Tx, ctx: Ctx): Promise<PolicyRow[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('policies/' || $1, 0))`, [
    ctx.organizationId,
  ]);
  return all(tx, ctx.organizationId!);
}

function find(rows: PolicyRow[], id: string): PolicyRow {
  const row = rows.find((r) => r.id === id);
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

async function reorder(
  tx: Tx,
  ctx: Ctx,
  rows: PolicyRow[],
  { id, position }: { id: string; position: number },
): Promise<void> {
  const others = rows.filter((row) => row.id !== id).map((row) => row.id);
  if (!Number.isInteger(position) || position < 1 || position > others.length + 1) {
    throw new AppError('INVALID_INPUT', 'There is no such place in the order.', {
      fields: { position: `From 1 to ${others.length + 1}.` },
    });
  }
  await renumber(tx, ctx, [...others.slice(0, position - 1), id, ...others.slice(position - 1)]);
}

async function renumber(tx: Tx, ctx: Ctx, ids: string[]): Promise<void> {
  await tx.query(
    `update approval_policies p set position = o.position
     from unnest($2::uuid[]) with ordinality as o(id, position) where p.org_id = $1 and p.id = o.id and p.position <> o.position`,
    [ctx.organizationId, ids],
  );
}

/** A rule names connectors and agents of its own organisation only; anything else looks like nothing. */
async function refuseStrangers(tx: Tx, ctx: Ctx, input: Required<PolicyInput>): Promise<void> {
  for (const [field, table] of [
    ['connectorIds', 'connectors'],
    ['agentIds', 'agents'],
  ] as const) {
    const ids = input[field] ?? [];
    if (ids.length === 0) continue;
    const found: unknown[] = await tx.query(
      `select 1 from ${table} where org_id = $1 and id = any ($2::uuid[])`,
      [ctx.organizationId, ids.filter(isUuid)],
    );
    if (found.length !== ids.length) {
      throw new AppError('INVALID_INPUT', 'The policy names something that is not here.', {
        fields: { [field]: 'Unknown id.' },
      });
    }
  }
}

function columns(input: Required<PolicyInput>): unknown[] {
  return [
    input.enabled,
    input.effect,
    input.connectorIds,
    input.agentIds,
    input.tools,
    input.commands,
    input.cwds,
    input.minimumRisk,
    input.maximumRisk,
    input.requiredRole,
    input.timeoutSeconds,
  ];
}

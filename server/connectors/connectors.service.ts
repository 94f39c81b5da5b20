import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import { Clock } from '../platform/clock.js';
import { SecretBox } from '../platform/crypto/secret-box.js';
import { Database } from '../platform/database/database.service.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { AppError } from '../platform/errors/app-error.js';
import { EventLog } from '../platform/events/event-log.service.js';
import { decodeCursor, pageSize, toPage, type Page } from '../platform/graphql/keyset.js';
import { Doorbell } from '../platform/live/doorbell.js';
import { checkConnectorInput, type ConnectorInput } from './connector-input.rules.js';
import type { ConnectorRow } from './connector-row.js';
import { GatewayTargets } from './gateway-target.service.js';
import { effectiveScopes } from './openclaw/scopes.js';
import { createDeviceIdentity, serializeDeviceIdentity } from './openclaw/device-identity.js';
import { uuidOrNull } from '../platform/database/uuid.js';

interface ConnectorChange {
  type: string;
  connector: { id: string; name: string };
  before?: unknown;
  after?: unknown;
}

/** The verbs on connectors. A change bumps `version`, which makes the worker holding the link start it anew. */
@Injectable()
export class ConnectorsService {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    private readonly targets: GatewayTargets,
    private readonly doorbell: Doorbell,
  ) {}

  /** Connectors by name. */
  async list(
    ctx: Ctx,
    first: number | null | undefined,
    after: string | null | undefined,
  ): Promise<Page<ConnectorRow>> {
    const size = pageSize(first);
    const key = decodeCursor(after, 2);
    const rows: ConnectorRow[] = await this.database.within(ctx, (tx) =>
      tx.read(
        `select * from connectors where org_id = $1 and removed_at is null
         and ($2::text is null or (lower(name), id) > ($2, $3::uuid)) order by lower(name), id limit $4`,
        [ctx.organizationId, key?.[0] ?? null, key?.[1] ?? null, size + 1],
      ),
    );
    return toPage(
      rows,
      size,
      (row) => [row.name.toLowerCase(), row.id],
      (row) => row,
    );
  }

  async byIds(ctx: Pick<Ctx, 'organizationId'>, ids: readonly string[]): Promise<Map<string, ConnectorRow>> {
    const rows: ConnectorRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from connectors where org_id = $1 and id = any ($2)`, [ctx.organizationId, ids]),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async find(ctx: Ctx, id: string): Promise<ConnectorRow | null> {
    const rows: ConnectorRow[] = await this.database.within(ctx, (tx) =>
      tx.read(`select * from connectors where org_id = $1 and id = $2::uuid and removed_at is null`, [
        ctx.organizationId,
        uuidOrNull(id),
      ]),
    );
    return rows[0] ?? null;
  }

  /** What matters for deciding something at this connector's gateway; null when it is gone. */
  async readiness(
    tx: Tx,
    organizationId: string,
    id: string,
  ): Promise<{
    enabled: boolean;
    readOnly: boolean;
    readOnlyReason: string | null;
    mayDecide: boolean | null;
  } | null> {
    const [row]: ConnectorRow[] = await tx.query(
      `select * from connectors where org_id = $1 and id = $2 and removed_at is null`,
      [organizationId, id],
    );
    if (!row) return null;
    const held = effectiveScopes(row.scopes);
    return {
      enabled: row.enabled,
      readOnly: row.read_only,
      readOnlyReason: row.read_only_reason,
      mayDecide: row.protocol === null ? null : held.has('operator.approvals'),
    };
  }

  /** Numbers for the dashboard. */
  async overview(
    tx: Tx,
    organizationId: string,
  ): Promise<{ connectorsConnected: number; connectorsTotal: number }> {
    const [row]: { connectorsConnected: number; connectorsTotal: number }[] = await tx.query(
      `select count(*) filter (where state = 'CONNECTED')::int as "connectorsConnected", count(*)::int as "connectorsTotal"
       from connectors where org_id = $1 and removed_at is null`,
      [organizationId],
    );
    return row!;
  }

  async add(ctx: Ctx, input: ConnectorInput): Promise<string> {
    const checked = checkConnectorInput(input);
    const url = this.targets.normalize(input.url);
    return this.database.write(ctx, async (tx) => {
      await refuseDuplicate(tx, ctx, url, null);
      const id = this.clock.newId();
      const identity = createDeviceIdentity();
      await tx.query(
        `insert into connectors (org_id, id, name, url, auth, secret, device_id, device_identity, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ctx.organizationId,
          id,
          checked.name,
          url,
          checked.auth,
          this.seal(ctx, id, 'secret', checked.secret),
          identity.deviceId,
          this.seal(ctx, id, 'device_identity', serializeDeviceIdentity(identity)),
          ctx.actor.id,
        ],
      );
      await this.record(tx, ctx, {
        type: 'connector.added',
        connector: { id, name: checked.name },
        after: { name: checked.name, url, auth: checked.auth, address: this.targets.addressKind(url) },
      });
      return id;
    });
  }

  async update(ctx: Ctx, id: string, changes: Partial<ConnectorInput>): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      const checked = checkConnectorInput({
        name: changes.name ?? row.name,
        auth: changes.auth ?? row.auth,
        url: changes.url ?? row.url,
        secret: changes.secret ?? 'unchanged',
      });
      const url = changes.url ? this.targets.normalize(changes.url) : row.url;
      // A secret given for one address is never sent to another one.
      if (url !== row.url && !changes.secret) {
        throw new AppError(
          'INVALID_INPUT',
          'Enter the token again: it is only sent to the address it was given for.',
          {
            fields: { secret: 'Enter it again for the new address.' },
          },
        );
      }
      await refuseDuplicate(tx, ctx, url, row.id);
      const secret = changes.secret ? this.seal(ctx, row.id, 'secret', checked.secret) : row.secret;
      await tx.query(
        `update connectors set name = $3, url = $4, auth = $5, secret = $6, version = version + 1,
           device_token = case when url = $4 and secret = $6 then device_token end, state = case when enabled then 'CONNECTING' else state end,
           state_reason = null, state_code = null, state_since = now(), pairing = null
         where org_id = $1 and id = $2`,
        [ctx.organizationId, row.id, checked.name, url, checked.auth, secret],
      );
      await this.record(tx, ctx, {
        type: 'connector.updated',
        connector: { id: row.id, name: checked.name },
        before: { name: row.name, url: row.url, auth: row.auth },
        after: {
          name: checked.name,
          url,
          auth: checked.auth,
          secretChanged: Boolean(changes.secret),
          address: this.targets.addressKind(url),
        },
      });
      return row.id;
    });
  }

  async remove(ctx: Ctx, id: string): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      await tx.query(
        `update connectors set removed_at = now(), enabled = false, version = version + 1, secret = '', device_identity = '', device_token = null
         where org_id = $1 and id = $2`,
        [ctx.organizationId, row.id],
      );
      await this.record(tx, ctx, {
        type: 'connector.removed',
        connector: row,
        before: { name: row.name, url: row.url },
      });
      return row.id;
    });
  }

  async setEnabled(ctx: Ctx, id: string, enabled: boolean): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      if (row.enabled === enabled) return row.id;
      await tx.query(
        `update connectors set enabled = $3, version = version + 1, state = $4, state_since = now(), state_reason = $5,
           state_code = null, pairing = null, next_attempt_at = null where org_id = $1 and id = $2`,
        [
          ctx.organizationId,
          row.id,
          enabled,
          enabled ? 'CONNECTING' : 'DISABLED',
          enabled ? null : 'Switched off: nothing is governed at this gateway until it is enabled again.',
        ],
      );
      await this.record(tx, ctx, {
        type: enabled ? 'connector.enabled' : 'connector.disabled',
        connector: row,
        before: { enabled: row.enabled },
        after: { enabled },
      });
      return row.id;
    });
  }

  async reconnect(ctx: Ctx, id: string): Promise<string> {
    return this.database.write(ctx, async (tx) => {
      const row = await lock(tx, ctx, id);
      await tx.query(`update connectors set retry = retry + 1 where org_id = $1 and id = $2`, [
        ctx.organizationId,
        row.id,
      ]);
      await this.record(tx, ctx, {
        type: 'connector.reconnect_asked',
        connector: row,
        before: { state: row.state },
      });
      return row.id;
    });
  }

  private seal(ctx: Ctx, id: string, column: string, text: string): string {
    return this.box.seal(text, { table: 'connectors', column, rowId: id, org: ctx.organizationId! });
  }

  private async record(tx: Tx, ctx: Ctx, { type, connector, ...change }: ConnectorChange): Promise<void> {
    await this.events.record(tx, ctx, {
      type,
      subject: { type: 'connector', id: connector.id, label: connector.name },
      ...change,
    });
    afterCommit(tx, () => this.doorbell.ring('connectors', connector.id));
  }
}

/** The connector, locked until the transaction ends. @throws AppError NOT_FOUND, the same for a foreign id. */
async function lock(tx: Tx, ctx: Ctx, id: string): Promise<ConnectorRow> {
  const [row]: ConnectorRow[] = await tx.query(
    `select * from connectors where org_id = $1 and id = $2::uuid and removed_at is null for update`,
    [ctx.organizationId, uuidOrNull(id)],
  );
  if (!row) throw new AppError('NOT_FOUND');
  return row;
}

async function refuseDuplicate(tx: Tx, ctx: Ctx, url: string, self: string | null): Promise<void> {
  const [other]: { name: string }[] = await tx.query(
    `select name from connectors where org_id = $1 and url = $2 and removed_at is null and id is distinct from $3`,
    [ctx.organizationId, url, self],
  );
  if (other) {
    throw new AppError('CONFLICT', `This gateway is connected already, as “${other.name}”.`, {
      fields: { url: 'Connected already.' },
    });
  }
}

import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { UsersService } from '../organizations/users.service.js';
import { Database } from '../platform/database/database.service.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import type { ConnectorRow } from './connector-row.js';
import { describeScopes } from './scope-lines.js';

interface MirrorRow {
  connector_id: string;
  models: object[];
  sessions: SessionJson[];
  session_count: number;
  usage: UsageJson | null;
  synced_at: Date;
  presence: { host: string | null; mode: string | null; seenAtMs: number | null }[];
}

interface SessionJson {
  hasActiveRun: boolean;
  costUsdMicros: number | null;
  updatedAtMs: number | null;
}

interface UsageJson {
  totals: { inputTokens: number; outputTokens: number; totalTokens: number; costUsdMicros: number };
  refreshing: boolean;
}

/** Fields of a connector, from its row and from the mirror of what the gateway showed. */
@Resolver('Connector')
export class ConnectorFieldsResolver {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  @ResolveField() createdBy(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    const loader = context.loaders.get('users', (ids) => this.users.byIds(context.ctx!, ids));
    return loader.load(row.created_by);
  }

  @ResolveField() scopes(@Parent() row: ConnectorRow) {
    return row.protocol === null ? [] : describeScopes(row.scopes);
  }

  @ResolveField() pairing(@Parent() row: ConnectorRow) {
    if (!row.pairing) return null;
    const { expiresAt } = row.pairing;
    return { ...row.pairing, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
  }

  @ResolveField() async models(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    return (await this.mirror(row, context))?.models ?? [];
  }

  @ResolveField() async sessions(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    const sessions = (await this.mirror(row, context))?.sessions ?? [];
    return sessions.map((s) => ({
      ...s,
      running: s.hasActiveRun,
      estimatedCostUsdMicros: s.costUsdMicros,
      updatedAt: s.updatedAtMs === null ? null : new Date(s.updatedAtMs),
    }));
  }

  @ResolveField() async sessionCount(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    return (await this.mirror(row, context))?.session_count ?? 0;
  }

  @ResolveField() async usage(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    const mirror = await this.mirror(row, context);
    if (!mirror?.usage) return null;
    const { totals, refreshing } = mirror.usage;
    return {
      ...totals,
      estimatedCostUsdMicros: totals.costUsdMicros,
      asOf: mirror.synced_at,
      fresh: !refreshing,
    };
  }

  @ResolveField() async presence(@Parent() row: ConnectorRow, @Context() context: GraphqlContext) {
    const clients = (await this.mirror(row, context))?.presence ?? [];
    return clients.map((c) => ({
      label: c.host ?? c.mode ?? 'unnamed client',
      mode: c.mode,
      lastSeenAt: c.seenAtMs === null ? null : new Date(c.seenAtMs),
    }));
  }

  private mirror(row: ConnectorRow, context: GraphqlContext): Promise<MirrorRow | null> {
    const loader = context.loaders.get<MirrorRow>('connector-mirrors', async (ids) => {
      const rows: MirrorRow[] = await this.database.within(context.ctx!, (tx) =>
        tx.read(`select * from connector_mirrors where org_id = $1 and connector_id = any ($2)`, [
          context.ctx!.organizationId,
          ids,
        ]),
      );
      return new Map(rows.map((mirror) => [mirror.connector_id, mirror]));
    });
    return loader.load(row.id);
  }
}

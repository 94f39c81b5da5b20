import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { SessionCost, SessionStatus, TokenUsage } from '../../schema/generated/types.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { RuntimeInstancesService } from '../hosts/runtime-instances.service.js';
import { toGraphqlError } from '../platform/graphql/error-format.js';
import type { Page } from '../platform/graphql/keyset.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { AwaySources } from './away-sources.service.js';
import { CostRecomputes, type CostRevisionRow } from './cost-recomputes.service.js';
import { resumeCommand } from './resume-command.rules.js';
import { SessionEntries, type EntryPageArgs } from './session-entries.service.js';
import type { SessionEntryRow, SessionRow } from './session-row.js';
import { placeKey, SessionsService } from './sessions.service.js';
import { costOf, usageOf } from './usage-cost.rules.js';

/** Computed fields of a session. */
@Resolver('Session')
export class SessionFieldsResolver {
  constructor(
    private readonly sessions: SessionsService,
    private readonly entryPages: SessionEntries,
    private readonly instances: RuntimeInstancesService,
    private readonly recomputes: CostRecomputes,
    private readonly connectors: ConnectorsService,
    private readonly away: AwaySources,
  ) {}

  @ResolveField() instance(@Parent() row: SessionRow, @Context() context: GraphqlContext) {
    return row.instance_id === null ? null : this.instances.load(context, context.ctx!, row.instance_id);
  }

  @ResolveField() connector(@Parent() row: SessionRow, @Context() { ctx, loaders }: GraphqlContext) {
    if (row.connector_id === null) return null;
    return loaders.get('connectors', (ids) => this.connectors.byIds(ctx!, ids)).load(row.connector_id);
  }

  @ResolveField() async parent(@Parent() row: SessionRow, @Context() context: GraphqlContext) {
    if (row.parent_external_id === null) return null;
    const { ctx, loaders } = context;
    const loader = loaders.get('session-places', (keys) => this.sessions.byPlaces(ctx!, keys));
    return loader.load(placeKey({ source_id: row.source_id, external_id: row.parent_external_id }));
  }

  @ResolveField() async children(@Parent() row: SessionRow, @Context() context: GraphqlContext) {
    const { ctx, loaders } = context;
    const loader = loaders.get('session-children', (keys) => this.sessions.childrenOf(ctx!, keys));
    return (await loader.load(placeKey(row))) ?? [];
  }

  /** What was said of a running session is worth nothing once its host or gateway is away. */
  @ResolveField() async status(
    @Parent() row: SessionRow,
    @Context() context: GraphqlContext,
  ): Promise<SessionStatus> {
    if (row.status === 'ENDED') return row.status;
    return (await this.away.isAway(context, row)) ? 'UNKNOWN' : row.status;
  }

  @ResolveField() startedAt(@Parent() row: SessionRow): Date | null {
    return row.started_at ?? row.first_at;
  }

  @ResolveField() lastActivityAt(@Parent() row: SessionRow): Date | null {
    return row.last_activity_at.getTime() === 0 ? null : row.last_activity_at;
  }

  /** One that was ended and goes on again has no end. */
  @ResolveField() endedAt(@Parent() row: SessionRow): Date | null {
    return row.status === 'ENDED' ? row.ended_at : null;
  }

  @ResolveField() usage(@Parent() row: SessionRow): TokenUsage {
    return usageOf(row);
  }

  @ResolveField() cost(@Parent() row: SessionRow): SessionCost {
    return costOf(row, [row.told_basis], row.reported_usd_picos);
  }

  @ResolveField() costRevisions(
    @Parent() row: SessionRow,
    @Context() context: GraphqlContext,
  ): Promise<CostRevisionRow[]> {
    return this.recomputes.revisionsOf(context, context.ctx!, row.id);
  }

  @ResolveField() resumeCommand(@Parent() row: SessionRow): string | null {
    return resumeCommand({ runtime: row.runtime, relation: row.relation, externalId: row.external_id });
  }

  @ResolveField() async entries(
    @Parent() row: SessionRow,
    @Args() args: EntryPageArgs,
    @Context() context: GraphqlContext,
  ): Promise<Page<SessionEntryRow> | null> {
    const { ctx, loaders } = context;
    const name = `session-entries/${JSON.stringify([args.first, args.after, args.last])}`;
    const page = loaders.get(name, (ids) => this.entryPages.pages(ctx!, ids, args)).load(row.id);
    // No filter stands behind a field's own resolver, so a cursor that is not ours is told here.
    return page.catch((error: unknown) => {
      throw toGraphqlError(error, ctx!.requestId);
    });
  }
}

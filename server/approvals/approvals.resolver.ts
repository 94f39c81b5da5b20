import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can } from '../platform/graphql/can.js';
import type { Page } from '../platform/graphql/keyset.js';
import { CurrentCtx, Request, type GraphqlContext } from '../platform/graphql/request.js';
import { subscribe } from '../platform/live/subscribe.js';
import { ApprovalDecisions, type DecideInput, type DecideResult } from './approval-decisions.service.js';
import { ApprovalChanges } from './approval-changes.service.js';
import type { ApprovalRow } from './approval-row.js';
import { ApprovalsService, type ApprovalListArgs } from './approvals.service.js';

const typeNames = {
  decided: 'Approval',
  already: 'ApprovalAlreadyDecided',
  mismatch: 'ApprovalDigestMismatch',
  forbidden: 'ApprovalDecisionForbidden',
} as const;

/** Root fields of approvals. */
@Resolver()
export class ApprovalsResolver {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly decisions: ApprovalDecisions,
    private readonly changes: ApprovalChanges,
  ) {}

  @Query('approvals')
  @Can('approvals:read')
  list(@CurrentCtx() ctx: Ctx, @Args() args: ApprovalListArgs): Promise<Page<ApprovalRow>> {
    return this.approvals.list(ctx, args);
  }

  @Query('approval')
  @Can('approvals:read')
  one(@CurrentCtx() ctx: Ctx, @Args('id') id: string): Promise<ApprovalRow | null> {
    return this.approvals.find(ctx, id);
  }

  @Query('pendingApprovalCount')
  @Can('approvals:read')
  async pendingCount(@CurrentCtx() ctx: Ctx): Promise<number> {
    return (await this.approvals.pendingCount(ctx)).get('all') ?? 0;
  }

  @Mutation('decideApproval')
  @Can('approvals:decide')
  async decide(@CurrentCtx() ctx: Ctx, @Args('input') input: DecideInput): Promise<object> {
    const results = await this.decisions.decide(ctx, [input]);
    return (await this.present(ctx, results))[0]!;
  }

  @Mutation('decideApprovals')
  @Can('approvals:decide')
  async decideMany(@CurrentCtx() ctx: Ctx, @Args('inputs') inputs: DecideInput[]): Promise<object[]> {
    return this.present(ctx, await this.decisions.decide(ctx, inputs));
  }

  @Subscription('approvalChanged', { resolve: (delivery: object) => delivery })
  @Can('approvals:read')
  changed(@CurrentCtx() ctx: Ctx, @Request() request: GraphqlContext, @Args('after') after?: number | null) {
    return subscribe(request.signal, (signal) => this.changes.follow(ctx, after ?? null, signal));
  }

  private async present(ctx: Ctx, results: readonly DecideResult[]): Promise<object[]> {
    const rows = await Promise.all(results.map(({ id }) => this.approvals.byId(ctx, id)));
    return results.map((result, i) => {
      const row = rows[i];
      if (result.kind === 'missing' || !row) return { __typename: 'ApprovalNotFound', id: result.id };
      if (result.kind === 'decided') return { __typename: 'Approval', ...row };
      return {
        __typename: typeNames[result.kind],
        approval: row,
        ...('reason' in result ? { reason: result.reason } : {}),
      };
    });
  }
}

import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AgentsService } from '../agents/agents.service.js';
import { ConnectorsService } from '../connectors/connectors.service.js';
import { UsersService } from '../organizations/users.service.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import type { CanonicalAction } from './action.rules.js';
import { ApprovalPolicies } from './approval-policies.service.js';
import type { ApprovalRow, Decision } from './approval-row.js';
import { ApprovalsService } from './approvals.service.js';
import { openDecisions } from './decision.rules.js';
import { whyViewerCannotDecide } from './viewer.rules.js';
import { textSegments, type TextSegment } from './text-segments.rules.js';

/** Fields of an approval that its row does not hold as they are shown. */
@Resolver('Approval')
export class ApprovalFieldsResolver {
  constructor(
    private readonly approvals: ApprovalsService,
    private readonly connectors: ConnectorsService,
    private readonly agents: AgentsService,
    private readonly users: UsersService,
    private readonly policies: ApprovalPolicies,
  ) {}

  @ResolveField() connector(@Parent() row: ApprovalRow, @Context() context: GraphqlContext) {
    return context.loaders
      .get('connectors', (ids) => this.connectors.byIds(context.ctx!, ids))
      .load(row.connector_id);
  }

  @ResolveField() agent(@Parent() row: ApprovalRow, @Context() context: GraphqlContext) {
    if (row.agent_id === null) return null;
    return context.loaders.get('agents', (ids) => this.agents.byIds(context.ctx!, ids)).load(row.agent_id);
  }

  @ResolveField() decidedBy(@Parent() row: ApprovalRow, @Context() context: GraphqlContext) {
    if (row.decided_by === null) return null;
    return context.loaders.get('users', (ids) => this.users.byIds(context.ctx!, ids)).load(row.decided_by);
  }

  @ResolveField() policy(@Parent() row: ApprovalRow, @Context() context: GraphqlContext) {
    if (row.policy_id === null) return null;
    return context.loaders
      .get('policies', (ids) => this.policies.byIds(context.ctx!, ids))
      .load(row.policy_id);
  }

  @ResolveField() similar(
    @Parent() row: ApprovalRow,
    @Context() context: GraphqlContext,
  ): Promise<ApprovalRow[]> {
    return this.approvals.similar(context.ctx!, row);
  }

  @ResolveField() action(@Parent() row: ApprovalRow): string {
    return canonical(row).action;
  }

  @ResolveField() actionSegments(@Parent() row: ApprovalRow): TextSegment[] {
    return textSegments(canonical(row).action);
  }

  @ResolveField() argv(@Parent() row: ApprovalRow): string[] | null {
    return canonical(row).argv;
  }

  @ResolveField() cwd(@Parent() row: ApprovalRow): string | null {
    return canonical(row).cwd;
  }

  @ResolveField() host(@Parent() row: ApprovalRow): string | null {
    return canonical(row).host;
  }

  @ResolveField() nodeId(@Parent() row: ApprovalRow): string | null {
    return canonical(row).nodeId;
  }

  @ResolveField() resolvedPath(@Parent() row: ApprovalRow): string | null {
    return canonical(row).resolvedPath;
  }

  @ResolveField() showable(@Parent() row: ApprovalRow): boolean {
    return row.details.showable;
  }

  @ResolveField() reason(@Parent() row: ApprovalRow): string | null {
    return row.details.reason;
  }

  @ResolveField() warnings(@Parent() row: ApprovalRow): string[] {
    return row.details.warnings;
  }

  @ResolveField() requesters(@Parent() row: ApprovalRow) {
    return row.details.requesters;
  }

  @ResolveField() allowedDecisions(@Parent() row: ApprovalRow): Decision[] {
    return row.state === 'PENDING' && !row.expired ? openDecisions(row) : [];
  }

  @ResolveField() allowAlwaysUnavailable(@Parent() row: ApprovalRow): string | null {
    return row.details.allowAlwaysUnavailable;
  }

  @ResolveField() raw(@Parent() row: ApprovalRow): unknown {
    return JSON.parse(row.raw) as unknown;
  }

  @ResolveField() viewerCanDecide(@Parent() row: ApprovalRow, @Context() context: GraphqlContext): boolean {
    return whyViewerCannotDecide(row, context.ctx!) === null;
  }

  @ResolveField() viewerCannotDecideReason(
    @Parent() row: ApprovalRow,
    @Context() context: GraphqlContext,
  ): string | null {
    return whyViewerCannotDecide(row, context.ctx!);
  }
}

const parsed = new WeakMap<ApprovalRow, CanonicalAction>();

function canonical(row: ApprovalRow): CanonicalAction {
  let value = parsed.get(row);
  if (!value) {
    value = JSON.parse(row.canonical_action) as CanonicalAction;
    parsed.set(row, value);
  }
  return value;
}

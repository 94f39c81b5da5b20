import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { ApprovalsService } from './approvals.service.js';

/** Fields this room adds to an agent. */
@Resolver('Agent')
export class AgentPendingResolver {
  constructor(private readonly approvals: ApprovalsService) {}

  @ResolveField() pendingApprovalCount(@Parent() row: { id: string }, @Context() context: GraphqlContext) {
    return load(this.approvals, context, 'agent_id', row.id);
  }
}

/** Fields this room adds to a connector. */
@Resolver('Connector')
export class ConnectorPendingResolver {
  constructor(private readonly approvals: ApprovalsService) {}

  @ResolveField() pendingApprovalCount(@Parent() row: { id: string }, @Context() context: GraphqlContext) {
    return load(this.approvals, context, 'connector_id', row.id);
  }
}

async function load(
  approvals: ApprovalsService,
  context: GraphqlContext,
  column: 'agent_id' | 'connector_id',
  id: string,
): Promise<number> {
  const loader = context.loaders.get<number>(`pending/${column}`, (ids) =>
    approvals.pendingCount(context.ctx!, { column, ids }),
  );
  return (await loader.load(id)) ?? 0;
}

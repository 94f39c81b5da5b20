import {
  getNamedType,
  GraphQLID,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { rootField, rootFields } from './full-document.js';
import type { Landmark } from './scene.js';

/** What each ID in the input of a root field names. A leaf that is not here fails the suites: say what it names. */
export const namedBy: Readonly<Record<string, Landmark>> = {
  'Query.activityEvents filter.agentId': 'agent',
  'Query.agent id': 'agent',
  'Query.agents filter.connectorId': 'connector',
  'Query.approval id': 'approval',
  'Query.approvals filter.agentId': 'agent',
  'Query.approvals filter.connectorId': 'connector',
  'Query.auditEvent id': 'event',
  'Query.auditEvents filter.agentId': 'agent',
  'Query.connector id': 'connector',
  'Query.simulateApprovalPolicy input.agentIds': 'agent',
  'Query.simulateApprovalPolicy input.connectorIds': 'connector',
  'Query.runtimeHost id': 'host',
  'Query.costBreakdown filter.hostIds': 'host',
  'Query.costBreakdown filter.instanceIds': 'instance',
  'Query.costBreakdown filter.connectorIds': 'connector',
  'Query.session id': 'runtimeSession',
  'Query.sessions filter.hostIds': 'host',
  'Query.sessions filter.instanceIds': 'instance',
  'Query.sessions filter.connectorIds': 'connector',
  'Query.sessionTotals filter.connectorIds': 'connector',
  'Query.sessionTotals filter.hostIds': 'host',
  'Query.sessionTotals filter.instanceIds': 'instance',
  'Mutation.addRuntimeInstances input.instanceId': 'instance',
  'Mutation.changeMemberRole userId': 'member',
  'Mutation.createApprovalPolicy input.agentIds': 'agent',
  'Mutation.createApprovalPolicy input.connectorIds': 'connector',
  'Mutation.decideApproval input.id': 'approval',
  'Mutation.decideApprovals inputs.id': 'approval',
  'Mutation.deleteApprovalPolicy id': 'policy',
  'Mutation.disableAgent id': 'agent',
  'Mutation.disableConnector id': 'connector',
  'Mutation.enableAgent id': 'agent',
  'Mutation.enableConnector id': 'connector',
  'Mutation.eraseSession id': 'runtimeSession',
  'Mutation.engageKillSwitch input.targetId': 'connector',
  'Mutation.liftKillSwitch id': 'killSwitch',
  'Mutation.moveApprovalPolicy id': 'policy',
  'Mutation.pauseInstance id': 'instance',
  'Mutation.reconnectConnector id': 'connector',
  'Mutation.removeConnector id': 'connector',
  'Mutation.removeMember userId': 'member',
  'Mutation.removeRuntimeInstance id': 'instance',
  'Mutation.renameRuntimeHost id': 'host',
  'Mutation.resumeInstance id': 'instance',
  'Mutation.resumeMember userId': 'member',
  'Mutation.revokeInvite id': 'invite',
  'Mutation.revokeRuntimeHost id': 'host',
  'Mutation.revokeServiceToken id': 'serviceToken',
  'Mutation.revokeSession id': 'session',
  'Mutation.setInstancePolicy id': 'instance',
  'Mutation.setConnectorContentPolicy id': 'connector',
  'Mutation.suspendMember userId': 'member',
  'Mutation.syncSessions batch.instanceId': 'instance',
  'Mutation.testConnector id': 'connector',
  'Mutation.updateApprovalPolicy id': 'policy',
  'Mutation.updateApprovalPolicy input.agentIds': 'agent',
  'Mutation.updateApprovalPolicy input.connectorIds': 'connector',
  'Mutation.updateConnector input.id': 'connector',
  'Subscription.sessionChanged id': 'runtimeSession',
};

/** Every place in the input of a root field where an ID goes, as `Mutation.updateConnector input.id`. */
export function idLeaves(schema: GraphQLSchema): string[] {
  return rootFields(schema).flatMap((coordinate) =>
    rootField(schema, coordinate).args.flatMap((arg) =>
      leavesIn(arg.type, [arg.name], []).map((path) => `${coordinate} ${path.join('.')}`),
    ),
  );
}

function leavesIn(type: GraphQLInputType, path: string[], above: string[]): string[][] {
  if (isNonNullType(type) || isListType(type)) return leavesIn(type.ofType, path, above);
  const named = getNamedType(type);
  if (named === GraphQLID) return [path];
  if (!isInputObjectType(named) || above.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    leavesIn(field.type, [...path, field.name], [...above, named.name]),
  );
}

/** The ID at a place; undefined when the variables leave it out. Of lists, the first. */
export function idAt(variables: unknown, path: readonly string[]): string | undefined {
  const here: unknown = Array.isArray(variables) ? variables[0] : variables;
  if (path.length === 0) return here as string | undefined;
  return idAt((here as Record<string, unknown> | null | undefined)?.[path[0]!], path.slice(1));
}

/** The same variables with another ID at one place; of lists only one element stays. */
export function withId(variables: unknown, path: readonly string[], id: string): unknown {
  if (Array.isArray(variables)) return [withId(variables[0], path, id)];
  if (path.length === 0) return id;
  const object = variables as Record<string, unknown>;
  return { ...object, [path[0]!]: withId(object[path[0]!], path.slice(1), id) };
}

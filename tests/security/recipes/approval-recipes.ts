import type { Loose } from '../../../server/testing/graphql-caller.js';
import { given, plain, type Recipe } from './recipe.js';
import type { Scene } from './scene.js';

const decision = async (scene: Scene) => {
  const { id, digest } = await scene.approval();
  return { id, digest, decision: 'DENY', reason: scene.name('no') };
};

const isDecided = (result: Loose) => result.__typename === 'Approval';
const newPolicy = async (scene: Scene) => ({ id: await scene.policy() });

/** Approvals, their policies, and the log. */
export const approvalRecipes: Record<string, Recipe> = {
  'Query.approvals': given(({ landmarks }) => ({
    filter: { connectorId: landmarks.connector, agentId: landmarks.agent },
  })),
  'Query.approval': given((scene) => ({ id: scene.landmarks.approval })),
  'Query.pendingApprovalCount': { ...plain, showsNothing: 'a number' },
  'Mutation.decideApproval': {
    ...given(async (scene) => ({ input: await decision(scene) })),
    happened: isDecided,
  },
  'Mutation.decideApprovals': {
    ...given(async (scene) => ({ inputs: [await decision(scene), await decision(scene)] })),
    happened: (results: Loose[]) => results.length === 2 && results.every(isDecided),
  },
  'Subscription.approvalChanged': given(() => ({ after: 0 })),
  'Query.approvalPolicies': plain,
  'Query.simulateApprovalPolicy': given((scene) => ({ input: { ...scene.policyInput(), tools: ['exec'] } })),
  'Mutation.createApprovalPolicy': given((scene) => ({ input: scene.policyInput(), position: 1 })),
  'Mutation.updateApprovalPolicy': given(async (scene) => ({
    ...(await newPolicy(scene)),
    input: scene.policyInput(),
  })),
  'Mutation.moveApprovalPolicy': given(async (scene) => ({ ...(await newPolicy(scene)), position: 1 })),
  'Mutation.deleteApprovalPolicy': { ...given(newPolicy), showsNothing: 'answers true' },

  'Query.auditEvents': given((scene) => ({ filter: { agentId: scene.landmarks.agent } })),
  'Query.auditEvent': given((scene) => ({ id: scene.landmarks.event })),
  'Query.auditEventTypes': { ...plain, showsNothing: 'names of types' },
  'Query.auditCheckpoint': { ...plain, showsNothing: 'hashes' },
  'Query.auditVerifierKey': { ...plain, showsNothing: 'a public key' },
  'Mutation.verifyAudit': { ...given(() => ({ lastEvents: 3 })), showsNothing: 'counts' },
  'Query.activityEvents': given((scene) => ({ filter: { agentId: scene.landmarks.agent } })),
  'Subscription.activity': given(() => ({ after: 0 })),
};

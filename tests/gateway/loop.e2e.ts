import { existsSync } from 'node:fs';
import path from 'node:path';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { World } from '../../server/testing/world.js';
import { RealGateway } from './harness/real-gateway.js';
import { until } from './harness/until.js';


const inbox = `query { approvals(filter: {states: [PENDING]}, order: URGENCY) { edges { node {
  id action tool cwd risk digest state allowedDecisions policySentence viewerCanDecide agent { name } connector { name } } } } }`;
const one = `query ($id: ID!) { approval(id: $id) { id state decision decisionSource delivery outcome exitCode outputPreview decidedBy { name } resolvedElsewhereBy } }`;
const decide = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename ... on Approval { id state } } }`;

describe('the governance loop on a real gateway', () => {
  let gateway: RealGateway;
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    [gateway, app] = await Promise.all([RealGateway.start(), createTestApp()]);
    world = await World.create(app);
    await world.owner.gql(`mutation ($input: ConnectorInput!) { addConnector(input: $input) { id state } }`, {
      input: { name: 'Lab', url: gateway.url, auth: 'TOKEN', secret: gateway.token },
    });
    await until(async () => {
      const data = await world.owner.gql('query { connectors { edges { node { state lastSyncAt agentCount } } } agents { totalCount } }');
      const node = data.connectors.edges[0].node;
      return node.state === 'CONNECTED' && node.lastSyncAt !== null && data.agents.totalCount > 0;
    });
  });

  afterAll(async () => {
    await app?.stop();
    await gateway?.stop();
  });

  const asked = (command: string) =>
    until(async () => {
      const data = await world.owner.gql(inbox);
      return data.approvals.edges.map((e: { node: { action: string } }) => e.node).find((n: { action: string }) => n.action === command);
    });
  const ended = (id: string, outcome: string) =>
    until(async () => {
      const { approval } = await world.owner.gql(one, { id });
      return approval.outcome === outcome ? approval : null;
    });

  it('allows once: the real command runs and the log shows asked, decided, executed', async () => {
    const file = path.join(gateway.workspace, 'allowed');
    await gateway.runAgentCommand(`touch ${file}`);
    const approval = await asked(`touch ${file}`);
    expect(approval).toMatchObject({ tool: 'exec', risk: 'MEDIUM', viewerCanDecide: true, connector: { name: 'Lab' } });
    const result = await world.owner.gql(decide, { input: { id: approval.id, digest: approval.digest, decision: 'ALLOW_ONCE' } });
    expect(result.decideApproval).toMatchObject({ __typename: 'Approval', state: 'APPROVED' });
    const end = await ended(approval.id, 'RAN');
    expect(end).toMatchObject({ delivery: 'DELIVERED', exitCode: 0, decidedBy: { name: 'Olga Owner' } });
    expect(existsSync(file)).toBe(true);
    const log = await until(async () => {
      const data = await world.owner.gql(`query { auditEvents(filter: {types: ["approval.*"]}) { edges { node { type seq actor { kind } subject { id } } } } }`);
      const types = data.auditEvents.edges.map((e: { node: { type: string } }) => e.node.type);
      return types.includes('approval.executed') ? types : null;
    });
    expect(log).toEqual(expect.arrayContaining(['approval.asked', 'approval.decided', 'approval.delivered', 'approval.executed']));
  });

  it('denies: the command does not run', async () => {
    const file = path.join(gateway.workspace, 'denied');
    await gateway.runAgentCommand(`touch ${file}`);
    const approval = await asked(`touch ${file}`);
    await world.owner.gql(decide, { input: { id: approval.id, digest: approval.digest, decision: 'DENY', reason: 'not today' } });
    await ended(approval.id, 'REFUSED');
    expect(existsSync(file)).toBe(false);
  });
});

import { resolveApproval } from '../../server/connectors/openclaw/approval-actions.js';
import type { GatewayApproval, GatewayDecision } from '../../server/connectors/openclaw/approval-types.js';
import {
  getApproval,
  listApprovalHistory,
  listPendingApprovals,
} from '../../server/connectors/openclaw/read-approvals.js';
import { AgentDriver } from './harness/agent-driver.js';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from './harness/real-gateway.js';
import { WatchedLink } from './harness/watched-link.js';

let gateway: RealGateway;
let watched: WatchedLink;

beforeAll(async () => {
  gateway = await startRealGateway();
  watched = new WatchedLink({ url: gateway.url, credentials: { token: gateway.token } });
  await watched.connection();
}, START_LIMIT_MS);

afterAll(async () => {
  watched?.stop();
  await gateway?.stop();
});

async function decide(approval: GatewayApproval, decision: GatewayDecision) {
  return resolveApproval(await watched.connection(), { ...approval, decision });
}

it('allow once runs the command and tells that it ran', async () => {
  const run = await gateway.runAgentCommand('touch allowed-once');
  const approval = await watched.approvalFor('touch allowed-once');
  expect(approval).toMatchObject({
    kind: 'exec',
    agentId: 'main',
    runId: run.runId,
    sessionKey: run.sessionKey,
  });
  expect(approval.allowedDecisions).toContain('allow-once');
  expect(await gateway.has('allowed-once')).toBe(false);
  expect(await decide(approval, 'allow-once')).toMatchObject({
    applied: true,
    recorded: { status: 'allowed' },
  });
  expect(await run.ended).toMatchObject({ state: 'final' });
  expect(await gateway.has('allowed-once')).toBe(true);
  expect(await watched.resolutionOf(approval.externalId)).toMatchObject({
    status: 'allowed',
    resolvedBy: 'ClawButler',
  });
  expect(await watched.outcomeOf(run.runId)).toMatchObject({
    toolCallId: approval.toolCallId,
    isError: false,
    exitCode: 0,
    denied: false,
  });
});

it('deny keeps the command from running and tells that it was denied', async () => {
  const run = await gateway.runAgentCommand('touch denied');
  const approval = await watched.approvalFor('touch denied');
  expect(await decide(approval, 'deny')).toMatchObject({ applied: true, recorded: { status: 'denied' } });
  expect((await run.ended).text).toContain('user-denied');
  expect(await gateway.has('denied')).toBe(false);
  expect(await watched.outcomeOf(run.runId)).toMatchObject({ denied: true, isError: true, exitCode: null });
});

it('allow always is offered to a plain user only, and asks no second time', async () => {
  const run = await gateway.runAgentCommand('uname -s');
  const approval = await watched.approvalFor('uname -s');
  if (gateway.uid === 0) {
    expect(approval.allowedDecisions).not.toContain('allow-always');
    await expect(decide(approval, 'allow-always')).rejects.toMatchObject({ code: 'DECISION_NOT_OFFERED' });
    await decide(approval, 'deny');
    return;
  }
  expect(await decide(approval, 'allow-always')).toMatchObject({ applied: true });
  expect((await run.ended).text).toContain('Linux');
  const before = watched.approvals.length;
  expect((await (await gateway.runAgentCommand('uname -s')).ended).text).toContain('Linux');
  expect(watched.approvals).toHaveLength(before);
});

it('a decision the gateway does not offer is not sent: the approval stays pending', async () => {
  const person = await gateway.person();
  const { id } = (await person.connection.request('plugin.approval.request', {
    title: 'Pay',
    description: 'Spend 50 USD',
    severity: 'warning',
    toolName: 'pay',
    pluginId: 'shop',
    allowedDecisions: ['allow-once', 'deny'],
    timeoutMs: 60_000,
    twoPhase: true,
  })) as { id: string };
  const connection = await watched.connection();
  const request = { externalId: id, kind: 'plugin' as const };
  await expect(resolveApproval(connection, { ...request, decision: 'allow-always' })).rejects.toMatchObject({
    code: 'DECISION_NOT_OFFERED',
  });
  expect(await getApproval(connection, id, 'plugin')).toMatchObject({ resolution: null });
  expect(await resolveApproval(connection, { ...request, decision: 'allow-once' })).toMatchObject({
    applied: true,
  });
});

it('an expired approval is expired, not denied', async () => {
  const person = await gateway.person();
  const params = { command: 'echo late', host: 'gateway', agentId: 'main', timeoutMs: 1000, twoPhase: true };
  const { id } = (await person.connection.request('exec.approval.request', params)) as { id: string };
  expect(await watched.resolutionOf(id)).toMatchObject({
    status: 'expired',
    decision: null,
    resolvedBy: null,
  });
  const connection = await watched.connection();
  expect(await getApproval(connection, id, 'exec')).toMatchObject({ resolution: { reason: 'timeout' } });
  const late = await resolveApproval(connection, { externalId: id, kind: 'exec', decision: 'deny' });
  expect(late).toMatchObject({ applied: false, recorded: { status: 'expired' } });
});

it('resolved elsewhere first: ours does not count and the recorded result is told', async () => {
  const run = await gateway.runAgentCommand('touch elsewhere');
  const approval = await watched.approvalFor('touch elsewhere');
  const other = await AgentDriver.connect(gateway.target, gateway.token);
  await other.connection.request('exec.approval.resolve', { id: approval.externalId, decision: 'deny' });
  expect(await decide(approval, 'allow-once')).toMatchObject({
    applied: false,
    recorded: { status: 'denied' },
  });
  await run.ended;
  other.close();
  expect(await gateway.has('elsewhere')).toBe(false);
});

it('two contenders, one winner', async () => {
  const run = await gateway.runAgentCommand('touch contended');
  const approval = await watched.approvalFor('touch contended');
  const results = await Promise.all([decide(approval, 'allow-once'), decide(approval, 'deny')]);
  expect(results.filter(({ applied }) => applied)).toHaveLength(1);
  await run.ended;
  expect(await gateway.has('contended')).toBe(results[0]?.applied);
});

it('an unknown approval is gone', async () => {
  const connection = await watched.connection();
  const externalId = '00000000-0000-4000-8000-000000000000';
  expect(await resolveApproval(connection, { externalId, kind: 'exec', decision: 'deny' })).toEqual({
    applied: false,
    gone: true,
  });
  expect(await getApproval(connection, externalId, 'exec')).toBeNull();
});

it('a run that is aborted cancels its approval', async () => {
  const run = await gateway.runAgentCommand('touch aborted');
  const approval = await watched.approvalFor('touch aborted');
  const connection = await watched.connection();
  await connection.request('chat.abort', { sessionKey: run.sessionKey });
  expect(await watched.resolutionOf(approval.externalId)).toMatchObject({
    status: 'cancelled',
    reason: 'run-aborted',
  });
  expect(await gateway.has('aborted')).toBe(false);
});

it(
  'a gateway restarted while pending: the approval is cancelled, the restart noticed',
  async () => {
    const started = Date.now();
    await gateway.runAgentCommand('touch pending');
    const approval = await watched.approvalFor('touch pending');
    const pending = await listPendingApprovals(await watched.connection());
    expect(pending?.map(({ externalId }) => externalId)).toContain(approval.externalId);
    await gateway.crash();
    await watched.state('reconnecting');
    await gateway.startAgain();
    const connection = await watched.connection();
    expect(watched.sessions.at(-1)).toMatchObject({ reason: 'connected', restarted: true });
    const history = await listApprovalHistory(connection, started);
    expect(history?.find(({ approval: { externalId } }) => externalId === approval.externalId)).toMatchObject(
      {
        resolution: { status: 'cancelled', reason: 'gateway-restart' },
      },
    );
    expect(await gateway.has('pending')).toBe(false);
  },
  START_LIMIT_MS,
);

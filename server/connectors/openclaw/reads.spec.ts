import {
  answer,
  startHostileGateway,
  type AskedRequest,
  type HostileGateway,
} from '../../testing/hostile-gateway.js';
import { resolveApproval } from './approval-actions.js';
import { readFixture } from './fixtures/read-fixture.js';
import { GatewayConnection } from './gateway-connection.js';
import { listAgents, listModels } from './read-agents.js';
import { getApproval, listApprovalHistory, listPendingApprovals } from './read-approvals.js';
import { readConfig } from './read-config.js';
import { listSessions } from './read-sessions.js';
import { listPresence, readHealth } from './read-status.js';
import { readUsage } from './read-usage.js';

type Answer = { payload: unknown } | { error: Record<string, unknown> };
type Answers = Record<string, (params: AskedRequest['params'], call: number) => Answer>;

let gateway: HostileGateway | null = null;
let connection: GatewayConnection;
afterEach(hangUp);

async function hangUp(): Promise<void> {
  connection.close();
  await gateway?.close();
  gateway = null;
}

/** A gateway that advertises and answers these methods, each as told; it may lie. */
async function telling(answers: Answers, methods = Object.keys(answers)): Promise<GatewayConnection> {
  const calls = new Map<string, number>();
  if (gateway) await hangUp();
  gateway = await startHostileGateway({
    asked: (peer, request) => {
      if (request.method === 'connect') return peer.hello(request, { features: { methods, events: [] } });
      const tell = answers[request.method];
      if (!tell) return answer(peer, request);
      const call = (calls.get(request.method) ?? 0) + 1;
      calls.set(request.method, call);
      const told = tell(request.params, call);
      if ('error' in told) peer.refuse(request, told.error);
      else peer.send({ type: 'res', id: request.id, ok: true, payload: told.payload });
    },
  });
  connection = new GatewayConnection({ url: gateway.url, credentials: { token: 'T' } });
  await connection.connect();
  return connection;
}

const payload = (value: unknown) => () => ({ payload: value });
const refused = (error: Record<string, unknown>) => () => ({ error });

it('10,000 pending approvals are all read', async () => {
  const row = readFixture('exec-requested-2026.9').payload as Record<string, unknown>;
  const rows = Array.from({ length: 10_000 }, (_, n) => ({ ...row, id: `approval-${n}` }));
  await telling({ 'exec.approval.list': payload(rows), 'plugin.approval.list': payload([]) });
  const pending = await listPendingApprovals(connection);
  expect(pending).toHaveLength(10_000);
  expect(pending?.at(-1)).toMatchObject({ externalId: 'approval-9999', command: 'date -u +%Y' });
});

it('what a gateway does not advertise, does not know or does not grant is null, never an error', async () => {
  await telling({}, []);
  expect([
    await listAgents(connection),
    await readHealth(connection),
    await listPresence(connection),
  ]).toEqual([null, null, null]);
  expect([await listPendingApprovals(connection), await listApprovalHistory(connection, 0)]).toEqual([
    null,
    null,
  ]);
  await telling({
    'sessions.list': refused({
      code: 'FORBIDDEN',
      message: 'missing scope',
      details: { code: 'MISSING_SCOPE' },
    }),
    'models.list': refused({ code: 'INVALID_REQUEST', message: 'missing scope: operator.read' }),
    'config.get': refused({ code: 'INVALID_REQUEST', message: 'unknown method: config.get' }),
  });
  expect([
    await listSessions(connection),
    await listModels(connection),
    await readConfig(connection),
  ]).toEqual([null, null, null]);
});

it('other errors come through', async () => {
  await telling({ health: refused({ code: 'UNAVAILABLE', details: { reason: 'gateway-suspending' } }) });
  await expect(readHealth(connection)).rejects.toMatchObject({
    code: 'UNAVAILABLE',
    reason: 'gateway-suspending',
  });
});

it('nonsense in every field is survived', async () => {
  const nonsense = [
    7,
    false,
    'x',
    [],
    { agents: 'x', models: {}, sessions: [1, { key: 5 }], totals: [], items: [{}] },
  ];
  for (const value of nonsense) {
    const methods = [
      'agents.list',
      'models.list',
      'sessions.list',
      'health',
      'system-presence',
      'config.get',
    ];
    await telling(Object.fromEntries(methods.map((method) => [method, payload(value)])));
    await expect(listAgents(connection)).resolves.toEqual([]);
    await expect(listModels(connection)).resolves.toEqual([]);
    await expect(listSessions(connection)).resolves.toMatchObject({ sessions: [] });
    await expect(readHealth(connection)).resolves.toMatchObject({ ok: false });
    await expect(listPresence(connection)).resolves.toEqual([]);
    await expect(readConfig(connection)).resolves.toMatchObject({ hash: null });
    await expect(readUsage(connection)).resolves.toMatchObject({
      totals: { totalTokens: 0, costUsdMicros: 0 },
    });
  }
});

it('pages that never end are left', async () => {
  const session = { key: 'agent:main:x' };
  await telling({
    'sessions.list': (_params, call) => ({
      payload: { sessions: [session], hasMore: true, nextOffset: call },
    }),
    'approval.history': () => ({ payload: { items: [{ createdAtMs: 9e15 }], nextCursor: 'more' } }),
  });
  expect(await listSessions(connection, 1000)).toMatchObject({ sessions: [session], complete: false });
  expect(await listApprovalHistory(connection, 0, 1000)).toEqual([]);
});

it('sessions over several pages are told once each', async () => {
  await telling({
    'sessions.list': ({ offset = 0 }) => ({
      payload: {
        totalCount: 3,
        sessions: [{ key: `agent:a:${Number(offset)}` }, { key: 'agent:b:same' }],
        hasMore: offset === 0,
        nextOffset: 1,
      },
    }),
  });
  const reading = await listSessions(connection);
  expect(reading).toMatchObject({ total: 3, complete: true });
  expect(reading?.sessions.map(({ key, agentId }) => [key, agentId])).toEqual([
    ['agent:a:0', 'a'],
    ['agent:b:same', 'b'],
    ['agent:a:1', 'a'],
  ]);
});

describe('a release without approval.resolve', () => {
  const request = { externalId: 'a', kind: 'exec', decision: 'allow-once' } as const;

  it.each([
    ['ok', payload({ ok: true }), { applied: true }],
    ['lost', refused({ code: 'INVALID_REQUEST', message: 'approval already resolved' }), { applied: false }],
    [
      'gone',
      refused({ code: 'INVALID_REQUEST', message: 'unknown or expired approval id' }),
      { applied: false, gone: true },
    ],
  ])('%s', async (_what, tell, result) => {
    await telling({ 'exec.approval.resolve': tell });
    expect(await resolveApproval(connection, request)).toEqual(result);
  });

  it('refuses what is not offered without deciding', async () => {
    const details = { reason: 'APPROVAL_ALLOW_ALWAYS_UNAVAILABLE' };
    await telling({ 'exec.approval.resolve': refused({ code: 'INVALID_REQUEST', details }) });
    const always = resolveApproval(connection, { ...request, decision: 'allow-always' });
    await expect(always).rejects.toMatchObject({ code: 'DECISION_NOT_OFFERED' });
  });

  it('reads a pending approval by the older method', async () => {
    const told = {
      id: 'a',
      commandText: 'touch x',
      allowedDecisions: ['deny'],
      agentId: 'main',
      expiresAtMs: 5,
    };
    await telling({ 'exec.approval.get': payload(told) });
    expect(await getApproval(connection, 'a', 'exec')).toMatchObject({
      approval: { command: 'touch x', agentId: 'main', allowedDecisions: ['deny'], expiresAtMs: 5 },
      resolution: null,
    });
  });
});

it('nothing is decided on a gateway newer than proven', async () => {
  gateway = await startHostileGateway({ asked: (peer, request) => peer.hello(request, { protocol: 5 }) });
  connection = new GatewayConnection({ url: gateway.url, credentials: { token: 'T' }, maxProtocol: 5 });
  await connection.connect();
  const decided = resolveApproval(connection, { externalId: 'a', kind: 'exec', decision: 'deny' });
  await expect(decided).rejects.toMatchObject({ code: 'READ_ONLY' });
  expect(gateway.peers[0]?.requests).toHaveLength(1);
});

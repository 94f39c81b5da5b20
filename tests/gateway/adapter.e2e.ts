import { GatewayConnection } from '../../server/connectors/openclaw/gateway-connection.js';
import { listAgents, listModels } from '../../server/connectors/openclaw/read-agents.js';
import { readConfig } from '../../server/connectors/openclaw/read-config.js';
import { listSessions } from '../../server/connectors/openclaw/read-sessions.js';
import { listPresence, readHealth } from '../../server/connectors/openclaw/read-status.js';
import { readUsage } from '../../server/connectors/openclaw/read-usage.js';
import { GatewayRefused, type Refusal } from '../../server/connectors/openclaw/refusals.js';
import { missingScopes } from '../../server/connectors/openclaw/scopes.js';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from './harness/real-gateway.js';
import { until } from '../labs/until.js';

let gateway: RealGateway;
let connection: GatewayConnection;

beforeAll(async () => {
  gateway = await startRealGateway();
  connection = new GatewayConnection({ url: gateway.url, credentials: { token: gateway.token } });
  await connection.connect();
}, START_LIMIT_MS);

afterAll(async () => {
  connection?.close();
  await gateway?.stop();
});

async function refusalOf(
  more: Partial<ConstructorParameters<typeof GatewayConnection>[0]>,
): Promise<Refusal> {
  const options = { url: gateway.url, credentials: { token: gateway.token }, ...more };
  const error: unknown = await new GatewayConnection(options).connect().catch((reason: unknown) => reason);
  if (error instanceof GatewayRefused) return error.refusal;
  throw new Error('The gateway did not refuse.');
}

describe('the handshake', () => {
  it('with the token on loopback grants every scope', () => {
    expect(connection.hello).toMatchObject({
      protocol: 4,
      proven: true,
      serverVersion: '2026.9.6',
      deviceToken: null,
    });
    expect(connection.hello?.bootId).toBeTruthy();
    expect(missingScopes(connection.hello?.scopes ?? [])).toEqual([]);
    expect(connection.supports('approval.resolve')).toBe(true);
  });

  it('asking for fewer scopes names the missing ones', async () => {
    const scopes = ['operator.read'];
    const reader = new GatewayConnection({ url: gateway.url, credentials: { token: gateway.token }, scopes });
    const hello = await reader.connect();
    expect(missingScopes(hello.scopes).map(({ scope }) => scope)).toContain('operator.admin');
    await expect(reader.request('config.patch', {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
      reason: 'MISSING_SCOPE',
    });
    reader.close();
  });

  it('with a wrong token is TOKEN_REJECTED, without one DEVICE_IDENTITY_REQUIRED', async () => {
    expect(await refusalOf({ credentials: { token: 'wrong' } })).toMatchObject({
      code: 'TOKEN_REJECTED',
      retry: 'never-until-changed',
    });
    expect((await refusalOf({ credentials: {} })).code).toBe('DEVICE_IDENTITY_REQUIRED');
  });

  it('accepts the shared secret as a password', async () => {
    const other = new GatewayConnection({ url: gateway.url, credentials: { password: gateway.token } });
    await expect(other.connect()).resolves.toMatchObject({ protocol: 4 });
    other.close();
  });

  it('with another protocol version says so in words', async () => {
    expect(await refusalOf({ maxProtocol: 3 })).toMatchObject({ expectedProtocol: 4 });
  });

  it('over TLS to this plain gateway is TLS_FAILED', async () => {
    expect((await refusalOf({ url: gateway.url.replace('ws:', 'wss:') })).code).toBe('TLS_FAILED');
  });
});

describe('what a gateway tells', () => {
  it('agents with their tools, models, health and presence', async () => {
    const agents = await listAgents(connection);
    expect(agents).toEqual([
      expect.objectContaining({
        externalId: 'main',
        isDefault: true,
        model: 'stub/stub-1',
        permissionMode: 'guarded',
        tools: expect.arrayContaining([expect.objectContaining({ id: 'exec', label: 'exec' })]),
      }),
    ]);
    expect(await listModels(connection)).toEqual([
      expect.objectContaining({
        provider: 'stub',
        modelId: 'stub-1',
        contextWindow: 128_000,
        available: true,
      }),
    ]);
    expect(await readHealth(connection)).toMatchObject({ ok: true });
    expect(await listPresence(connection)).toEqual([expect.objectContaining({ mode: 'gateway' })]);
  });

  it('the configuration with the exec mode of each agent', async () => {
    const config = await readConfig(connection);
    expect(config).toMatchObject({ valid: true, issues: [], defaultExecMode: 'ask' });
    expect(JSON.stringify(config)).not.toContain(gateway.token);
  });

  it('sessions page by page', async () => {
    const before = await listSessions(connection);
    for (const text of ['one', 'two']) await (await gateway.chat(text)).ended;
    const after = await listSessions(connection);
    expect(after?.sessions.length).toBe((before?.sessions.length ?? 0) + 2);
    expect(after).toMatchObject({ complete: true });
    expect(after?.sessions[0]).toMatchObject({
      agentId: 'main',
      hasActiveRun: false,
      status: 'done',
      inputTokens: 1000,
    });
    expect((await listSessions(connection, 1))?.sessions).toHaveLength(1);
  });

  it('usage, once the gateway has counted', async () => {
    const usage = await until(
      async () => {
        const reading = await readUsage(connection);
        return reading && !reading.refreshing && reading.totals.totalTokens > 0 ? reading : null;
      },
      { timeoutMs: 90_000, everyMs: 1000, what: 'fresh usage' },
    );
    // 1000 input at 3, 34 output at 15 and 200 cached tokens at 0.3 USD per million make 3,570 micro-dollars a call.
    expect(usage.totals.costUsdMicros % 3570).toBe(0);
    expect(usage.byAgent).toEqual([{ agentId: 'main', totals: usage.totals }]);
    expect(usage.byModel[0]).toMatchObject({ provider: 'stub', model: 'stub-1' });
  });
});

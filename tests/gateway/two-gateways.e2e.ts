import { resolveApproval } from '../../server/connectors/openclaw/approval-actions.js';
import {
  createDeviceIdentity,
  parseDeviceIdentity,
  serializeDeviceIdentity,
} from '../../server/connectors/openclaw/device-identity.js';
import { GatewayConnection } from '../../server/connectors/openclaw/gateway-connection.js';
import { GatewayRefused, type Refusal } from '../../server/connectors/openclaw/refusals.js';
import { missingScopes } from '../../server/connectors/openclaw/scopes.js';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from './harness/real-gateway.js';
import { until } from '../labs/until.js';
import { WatchedLink } from './harness/watched-link.js';

let near: RealGateway;
let far: RealGateway;
const links: WatchedLink[] = [];

beforeAll(async () => {
  near = await startRealGateway();
  far = await startRealGateway({ remote: true });
}, START_LIMIT_MS);

afterAll(async () => {
  links.forEach((link) => link.stop());
  await Promise.all([near?.stop(), far?.stop()]);
});

function watch(...args: ConstructorParameters<typeof WatchedLink>): WatchedLink {
  const link = new WatchedLink(...args);
  links.push(link);
  return link;
}

async function refusalOf(options: ConstructorParameters<typeof GatewayConnection>[0]): Promise<Refusal> {
  const error: unknown = await new GatewayConnection(options).connect().catch((reason: unknown) => reason);
  if (error instanceof GatewayRefused) return error.refusal;
  throw new Error('The gateway did not refuse.');
}

describe('a remote gateway', () => {
  const identity = createDeviceIdentity();
  let deviceToken = '';

  it('lets a connection without device in, but with no scope, and we name what each costs', async () => {
    const connection = new GatewayConnection({ ...far.target, credentials: { token: far.token } });
    const hello = await connection.connect();
    expect(hello.scopes).toEqual([]);
    expect(missingScopes(hello.scopes).map(({ scope }) => scope)).toContain('operator.admin');
    connection.close();
  });

  it('pairs a device by the very command shown, and the link gets in by itself', async () => {
    const link = watch({ ...far.target, credentials: { token: far.token }, identity });
    const { refusal } = await link.state('pairing-required');
    expect(refusal).toMatchObject({ code: 'PAIRING_REQUIRED', retry: 'after' });
    const { command = '' } = refusal?.pairing ?? {};
    expect(command).toMatch(/^openclaw devices approve [\w-]+$/);
    await far.ownerTypes(command);
    const { hello } = await link.state('connected');
    expect(missingScopes(hello?.scopes ?? [])).toEqual([]);
    deviceToken = hello?.deviceToken ?? '';
    expect(deviceToken).not.toBe('');
  });

  it('then needs neither the shared token nor a second pairing', async () => {
    const stored = parseDeviceIdentity(serializeDeviceIdentity(identity));
    const link = watch({ ...far.target, credentials: { deviceToken }, identity: stored });
    const connection = await link.connection();
    expect(missingScopes(connection.hello?.scopes ?? [])).toEqual([]);
    const other = await far.person().catch(() => null);
    other?.close();
    const params = {
      command: 'echo far',
      host: 'gateway',
      agentId: 'main',
      timeoutMs: 60_000,
      twoPhase: true,
    };
    const { id } = (await connection.request('exec.approval.request', params)) as { id: string };
    const decided = await resolveApproval(connection, {
      externalId: id,
      kind: 'exec',
      decision: 'allow-once',
    });
    expect(decided).toMatchObject({ applied: true, recorded: { resolvedBy: identity.deviceId } });
  });

  it('refuses the device token to another device', async () => {
    const options = { ...far.target, credentials: { deviceToken }, identity: createDeviceIdentity() };
    const { code } = await refusalOf(options);
    expect(['DEVICE_TOKEN_REJECTED', 'PAIRING_REQUIRED']).toContain(code);
  });

  it('cuts a removed device off at once, and we stop trying until told', async () => {
    const link = links.at(-1);
    if (!link) throw new Error('no link');
    await far.ownerTypes(`openclaw devices remove ${identity.deviceId}`);
    await until(() => link.link.state.state !== 'connected', { what: 'the device to be cut off' });
    const { code } = await refusalOf({ ...far.target, credentials: { deviceToken }, identity });
    expect(['DEVICE_TOKEN_REJECTED', 'PAIRING_REQUIRED']).toContain(code);
  });
});

it('two gateways at once do not mix', async () => {
  const here = watch({ ...near.target, credentials: { token: near.token } });
  const there = watch({ ...far.target, credentials: { token: far.token } });
  await Promise.all([here.connection(), there.state('connected')]);
  const run = await near.runAgentCommand('touch near');
  const approval = await here.approvalFor('touch near');
  expect(there.approvals).toEqual([]);
  await resolveApproval(await here.connection(), { ...approval, decision: 'allow-once' });
  await run.ended;
  expect([await near.has('near'), await far.has('near')]).toEqual([true, false]);
  expect(here.link.state.hello?.bootId).not.toBe(there.link.state.hello?.bootId);
});

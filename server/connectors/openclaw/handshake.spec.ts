import { createDeviceIdentity } from './device-identity.js';
import { readFixture } from './fixtures/read-fixture.js';
import { buildConnectParams, readChallenge, readHello, type ConnectRequest } from './handshake.js';

const CHALLENGE = { nonce: 'n-1', ts: 1795333166621 };
const REQUEST: ConnectRequest = {
  scopes: ['operator.read'],
  credentials: {},
  maxProtocol: 4,
  clientVersion: '1.2.3',
  platform: 'linux',
};

describe('connect params', () => {
  it('name the control plane, offer protocol 3 to 4 and ask for approval events', () => {
    expect(buildConnectParams(REQUEST, CHALLENGE)).toMatchObject({
      minProtocol: 3,
      maxProtocol: 4,
      client: { id: 'gateway-client', mode: 'backend', displayName: 'ClawButler', version: '1.2.3' },
      role: 'operator',
      caps: expect.arrayContaining(['approvals', 'tool-events']),
    });
  });

  it('carry the one credential given, a device token before all others', () => {
    const auth = (credentials: ConnectRequest['credentials']) =>
      buildConnectParams({ ...REQUEST, credentials }, CHALLENGE).auth;
    expect(auth({})).toBeUndefined();
    expect(auth({ token: 't' })).toEqual({ token: 't' });
    expect(auth({ password: 'p' })).toEqual({ password: 'p' });
    expect(auth({ token: 't', deviceToken: 'd' })).toEqual({ deviceToken: 'd' });
  });

  it('prove the device with the nonce and time of the challenge', () => {
    const identity = createDeviceIdentity();
    const params = buildConnectParams({ ...REQUEST, identity }, CHALLENGE);
    expect(params.device).toMatchObject({ id: identity.deviceId, nonce: 'n-1', signedAt: CHALLENGE.ts });
  });
});

describe('readChallenge', () => {
  it.each([
    [null],
    [{}],
    [{ nonce: '', ts: 1 }],
    [{ nonce: 7, ts: 1 }],
    [{ nonce: 'n' }],
    [{ nonce: 'n', ts: 'x' }],
  ])('refuses %j', (payload) => expect(() => readChallenge(payload)).toThrow('BAD_CHALLENGE'));
});

describe('readHello', () => {
  it('reads a 2026.9 hello', () => {
    const hello = readHello(readFixture('hello-2026.9'));
    expect(hello).toMatchObject({
      protocol: 4,
      proven: true,
      serverVersion: '2026.9.6',
      bootId: 'f098c712-f152-48ef-8dc9-69817a45112e',
      deviceToken: null,
      policy: { tickIntervalMs: 30000, maxPayload: 26214400 },
    });
    expect(hello.methods.has('approval.resolve')).toBe(true);
    expect(hello.scopes).toContain('operator.admin');
  });

  it('reads a 2026.6 hello, which tells no boot id', () => {
    expect(readHello(readFixture('hello-2026.6'))).toMatchObject({
      serverVersion: '2026.6.11',
      bootId: null,
    });
  });

  it('marks a newer protocol as not proven', () => {
    expect(readHello({ type: 'hello-ok', protocol: 5 })).toMatchObject({ proven: false, scopes: [] });
  });

  it('does not believe an absurd tick interval', () => {
    const tick = (tickIntervalMs: unknown) =>
      readHello({ type: 'hello-ok', protocol: 4, policy: { tickIntervalMs } }).policy.tickIntervalMs;
    expect([tick(0), tick(1e12), tick('x'), tick(undefined)]).toEqual([1000, 120_000, 30_000, 30_000]);
  });

  it.each([[null], [[]], [{ protocol: 4 }], [{ type: 'hello-ok' }], [{ type: 'hello-ok', protocol: '4' }]])(
    'refuses %j',
    (payload) => expect(() => readHello(payload)).toThrow('BAD_HELLO'),
  );
});

import {
  answer,
  startHostileGateway,
  type HostileGateway,
  type HostileScript,
} from '../../testing/hostile-gateway.js';
import { ManualClock } from '../../testing/manual-clock.js';
import type { GatewayConnectionOptions } from './connection-options.js';
import type { GatewayEvent } from './frames.js';
import { GatewayConnection } from './gateway-connection.js';
import type { Refusal } from './refusals.js';

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function hostile(script: HostileScript = {}): Promise<HostileGateway> {
  const gateway = await startHostileGateway(script);
  opened.push(() => gateway.close());
  return gateway;
}

function connectionTo(url: string, more: Partial<GatewayConnectionOptions> = {}): GatewayConnection {
  const connection = new GatewayConnection({ url, credentials: { token: 'T' }, ...more });
  opened.push(() => connection.close());
  return connection;
}

const closedOf = (connection: GatewayConnection) =>
  new Promise<Refusal>((resolve) => connection.on('closed', (refusal) => resolve(refusal)));

describe('an open connection', () => {
  it('delivers events that come in the same packet as the hello', async () => {
    const gateway = await hostile({
      asked: (peer, request) => {
        answer(peer, request);
        peer.event('presence', { n: 1 });
        peer.event('presence', { n: 2 });
      },
    });
    const connection = connectionTo(gateway.url);
    const seen: GatewayEvent[] = [];
    connection.on('event', (event) => seen.push(event));
    await connection.connect();
    await waitUntil(() => seen.length === 2);
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('tells a gap before the event that shows it', async () => {
    const gateway = await hostile();
    const connection = connectionTo(gateway.url);
    const told: string[] = [];
    connection.on('gap', ({ expected, got }) => told.push(`gap ${expected}-${got}`));
    connection.on('event', ({ seq }) => told.push(`event ${seq}`));
    await connection.connect();
    const [peer] = gateway.peers;
    peer?.event('presence');
    peer?.skip(3);
    peer?.event('presence');
    await waitUntil(() => told.length === 3);
    expect(told).toEqual(['event 1', 'gap 2-5', 'event 5']);
  });

  it('closes with 4000 after two heartbeats of silence', async () => {
    const clock = new ManualClock();
    const gateway = await hostile();
    const connection = connectionTo(gateway.url, { clock });
    const closed = closedOf(connection);
    await connection.connect();
    clock.advance(59_999);
    await connection.request('health');
    clock.advance(59_999);
    await expect(connection.request('health')).resolves.toEqual({});
    const waiting = connection.request('health');
    clock.advance(60_001);
    await expect(waiting).rejects.toMatchObject({
      code: expect.stringMatching(/REQUEST_TIMEOUT|CONNECTION_CLOSED/),
    });
    expect((await closed).code).toBe('TICKS_MISSED');
  });

  it('bounds the requests that wait and fails them all when the socket drops', async () => {
    const gateway = await hostile({
      asked: (peer, request) => void (request.method === 'connect' && peer.hello(request)),
    });
    const connection = connectionTo(gateway.url, { maxInFlight: 2 });
    await connection.connect();
    const waiting = [connection.request('a'), connection.request('b')];
    await expect(connection.request('c')).rejects.toMatchObject({ code: 'TOO_MANY_IN_FLIGHT' });
    gateway.peers[0]?.drop();
    for (const request of waiting) await expect(request).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
    await expect(connection.request('d')).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  });

  it('gives up a request after its time and ignores the late answer', async () => {
    const clock = new ManualClock();
    const gateway = await hostile({
      asked: (peer, request) => void (request.method === 'connect' && peer.hello(request)),
    });
    const connection = connectionTo(gateway.url, { clock });
    await connection.connect();
    const slow = connection.request('slow', {}, { timeoutMs: 500 });
    clock.advance(500);
    await expect(slow).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
    gateway.peers[0]?.send({ type: 'res', id: 'r1', ok: true, payload: {} });
    gateway.peers[0]?.send({ type: 'res', id: 'invented', ok: true, payload: {} });
  });

  it('reads a 10 MB frame', async () => {
    const big = 'x'.repeat(10 * 1024 * 1024);
    const gateway = await hostile({
      asked: (peer, request) =>
        request.method === 'connect'
          ? answer(peer, request)
          : peer.send({ type: 'res', id: request.id, ok: true, payload: big }),
    });
    const connection = connectionTo(gateway.url);
    await connection.connect();
    await expect(connection.request('health')).resolves.toHaveLength(big.length);
  });

  it.each([
    [
      'a 17 MB frame',
      () => JSON.stringify({ type: 'event', event: 'x', payload: 'x'.repeat(17 * 1024 * 1024) }),
      'FRAME_TOO_LARGE',
    ],
    ['garbage', () => '}{', 'GARBAGE'],
    ['bottomless JSON', () => '['.repeat(5_000_000), 'GARBAGE'],
  ])('ends on %s', async (_what, frame, code) => {
    const gateway = await hostile();
    const connection = connectionTo(gateway.url);
    const closed = closedOf(connection);
    await connection.connect();
    gateway.peers[0]?.raw(frame());
    expect((await closed).code).toBe(code);
  });

  it.each([
    [4001, 'device removed', 'DEVICE_REMOVED'],
    [1012, 'service restart', 'GATEWAY_RESTARTING'],
  ])('ended by the gateway with %d says why', async (code, reason, expected) => {
    const gateway = await hostile();
    const connection = connectionTo(gateway.url);
    const closed = closedOf(connection);
    await connection.connect();
    gateway.peers[0]?.close(code, reason);
    expect((await closed).code).toBe(expected);
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

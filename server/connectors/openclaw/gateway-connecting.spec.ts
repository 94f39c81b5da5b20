import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import {
  startHostileGateway,
  type HostileGateway,
  type HostileScript,
} from '../../testing/hostile-gateway.js';
import { ManualClock } from '../../testing/manual-clock.js';
import type { GatewayConnectionOptions } from './connection-options.js';
import { GatewayConnection } from './gateway-connection.js';
import { GatewayRefused, type Refusal } from './refusals.js';

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

async function refusalOf(url: string, more: Partial<GatewayConnectionOptions> = {}): Promise<Refusal> {
  const error = await connectionTo(url, more)
    .connect()
    .then(() => null)
    .catch((reason: unknown) => reason);
  if (!(error instanceof GatewayRefused)) throw new Error(`no refusal but ${String(error)}`);
  return error.refusal;
}

async function httpServer(status: number, headers: Record<string, string> = {}): Promise<string> {
  const server: Server = createServer((_request, response) => response.writeHead(status, headers).end('x'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  opened.push(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('connecting', () => {
  it('ends in a hello', async () => {
    const gateway = await hostile();
    const connection = connectionTo(gateway.url);
    await expect(connection.connect()).resolves.toMatchObject({ protocol: 4, bootId: 'boot-1' });
    expect(connection.supports('health')).toBe(true);
    await expect(connection.request('health')).resolves.toEqual({});
  });

  it('sends no Origin and does not tell the token before the challenge', async () => {
    const gateway = await hostile({ opened: () => undefined });
    const clock = new ManualClock();
    const refused = refusalOf(gateway.url, { clock });
    await waitUntil(() => gateway.peers.length > 0);
    clock.advance(10_000);
    expect((await refused).code).toBe('HANDSHAKE_TIMEOUT');
    expect(gateway.peers[0]?.requests).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:1', 'INVALID_URL'],
    ['not a url', 'INVALID_URL'],
    ['ws://127.0.0.1:1', 'CONNECTION_REFUSED'],
  ])('to %s is %s', async (url, code) => {
    expect((await refusalOf(url)).code).toBe(code);
  });

  it('to an unknown host is HOST_NOT_FOUND', async () => {
    const lookup: GatewayConnectionOptions['lookup'] = (_host, _options, done) =>
      done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), '', 4);
    expect((await refusalOf('ws://gateway.invalid:1', { lookup })).code).toBe('HOST_NOT_FOUND');
  });

  it.each([
    [200, 'NOT_A_WEBSOCKET'],
    [302, 'HTTP_REDIRECT'],
    [403, 'HTTP_FORBIDDEN'],
    [503, 'HTTP_UNAVAILABLE'],
  ])('to a web server answering %d is %s', async (status, code) => {
    const url = await httpServer(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {});
    expect((await refusalOf(url)).code).toBe(code);
  });

  it('to a server that speaks another language is refused in words', async () => {
    const server = createTcpServer((socket) => socket.end('220 mail ready\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    opened.push(() => void server.close());
    const { code } = await refusalOf(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(code).toBe('NOT_A_WEBSOCKET');
  });

  it('over TLS to a plain port is TLS_FAILED', async () => {
    const { url } = await hostile();
    expect((await refusalOf(url.replace('ws:', 'wss:'))).code).toBe('TLS_FAILED');
  });

  it.each([
    ['text', 'hello there'],
    ['binary', Buffer.from([1, 2, 3])],
    ['an impossible challenge', '{"type":"event","event":"connect.challenge","payload":{"nonce":5}}'],
  ])('to a peer that opens with %s is NOT_A_GATEWAY', async (_what, data) => {
    const gateway = await hostile({ opened: (peer) => peer.raw(data) });
    expect((await refusalOf(gateway.url)).code).toBe('NOT_A_GATEWAY');
  });

  it('to a peer whose hello is none is NOT_A_GATEWAY', async () => {
    const gateway = await hostile({
      asked: (peer, { id }) => peer.send({ type: 'res', id, ok: true, payload: 7 }),
    });
    expect((await refusalOf(gateway.url)).code).toBe('NOT_A_GATEWAY');
  });

  it('refused by an error keeps that reason though the socket closes right after', async () => {
    const gateway = await hostile({
      asked: (peer, request) => {
        peer.refuse(request, { code: 'INVALID_REQUEST', details: { code: 'AUTH_TOKEN_MISMATCH' } });
        peer.close(1008, 'unauthorized');
      },
    });
    expect((await refusalOf(gateway.url)).code).toBe('TOKEN_REJECTED');
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

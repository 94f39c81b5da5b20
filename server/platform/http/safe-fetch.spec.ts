import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { gzipSync } from 'node:zlib';
import { hostileUrls } from './hostile-urls.fixture.js';
import { OutgoingRefused } from './outgoing-refused.js';
import type { HostAddress } from './resolve-checked.js';
import { createSafeFetch, type SafeRequest } from './safe-fetch.js';

/** Counts connections: nothing may ever arrive here. Listens on every loopback address under one port. */
let canaries: TcpServer[];
let canaryPort: number;
let connects: number;
/** The one server that is allowed; each test says what it answers. */
let allowed: Server;
let allowedOrigin: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  const accept = (socket: Socket) => {
    connects++;
    socket.destroy();
  };
  const first = await listening(createTcpServer(accept), '127.0.0.1', 0);
  canaryPort = (first.address() as AddressInfo).port;
  canaries = [first];
  for (const host of ['127.0.0.2', '127.127.127.127', '::1']) {
    canaries.push(await listening(createTcpServer(accept), host, canaryPort));
  }
  allowed = await listening(
    createServer((request, response) => answer(request, response)),
    '127.0.0.1',
    0,
  );
  allowedOrigin = `http://127.0.0.1:${(allowed.address() as AddressInfo).port}`;
});

beforeEach(() => {
  connects = 0;
});

afterAll(async () => {
  allowed.closeAllConnections();
  await Promise.all([...canaries, allowed].map((server) => new Promise((done) => server.close(done))));
});

/** Lets only `allowedOrigin` in; every scheme and port that could reach a listener is allowed, to test the addresses. */
const fetchTest = createSafeFetch({
  allowPrivate: (url) => url.origin === allowedOrigin,
  schemes: ['http', 'https'],
  ports: 'any',
  resolve: async (host) => resolveAs(host),
});

describe('safeFetch', () => {
  it('refuses every hostile spelling without one connection', async () => {
    const urls = hostileUrls(canaryPort);
    expect(urls.length).toBeGreaterThanOrEqual(120);
    const reached: string[] = [];
    for (const url of urls) {
      const code = await refusal(url);
      if (code === null || code === 'network' || code === 'timeout') reached.push(`${code} ${url}`);
    }
    expect(reached).toEqual([]);
    expect(connects).toBe(0);
    process.stdout.write(`hostile spellings refused: ${urls.length}, connections seen: ${connects}\n`);
  });

  it('refuses a redirect to every hostile spelling without one connection there', async () => {
    const urls = hostileUrls(canaryPort).filter((url) => /^[\x21-\x7e]*$/.test(url));
    let turn = 0;
    for (const url of urls) {
      const status = [301, 302, 303, 307, 308][turn++ % 5]!;
      answer = (_request, response) => response.writeHead(status, { location: url }).end();
      const code = await refusal(`${allowedOrigin}/`);
      if (code === null || code === 'network' || code === 'timeout') throw new Error(`${code} after ${url}`);
    }
    expect(connects).toBe(0);
    process.stdout.write(`hostile redirects refused: ${urls.length}, connections seen: ${connects}\n`);
  });

  it('connects to the address it checked, whatever the resolver says next', async () => {
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const rebinding = createSafeFetch({
      allowPrivate: () => true,
      schemes: ['http'],
      ports: 'any',
      resolve: async () => [{ address: answers.shift() ?? '127.0.0.2', family: 4 }],
    });
    answer = (request, response) => response.end(request.headers.host);
    const port = new URL(allowedOrigin).port;
    const response = await rebinding(`http://rebinding.example:${port}/`);
    expect([response.status, response.body.toString()]).toEqual([200, `rebinding.example:${port}`]);
    expect(answers).toHaveLength(2);
  });

  it('refuses a name with several addresses when one of them is forbidden', async () => {
    await expect(fetchTest('https://mixed.example/')).rejects.toMatchObject({ code: 'address' });
    await expect(fetchTest('https://nowhere.example/')).rejects.toMatchObject({ code: 'dns' });
  });

  it('follows three redirects and no more', async () => {
    answer = (request, response) => {
      const hop = Number(new URL(request.url ?? '', allowedOrigin).searchParams.get('hop'));
      if (hop === 0) response.end('arrived');
      else response.writeHead(302, { location: `/?hop=${hop - 1}` }).end();
    };
    const response = await fetchTest(`${allowedOrigin}/?hop=3`);
    expect([response.body.toString(), response.url]).toEqual(['arrived', `${allowedOrigin}/?hop=0`]);
    await expect(fetchTest(`${allowedOrigin}/?hop=4`)).rejects.toMatchObject({ code: 'redirect' });
  });

  it.each([
    [{ maxBodyBytes: 1_000 }, 'too-large', (response: ServerResponse) => response.end('x'.repeat(1_001))],
    [
      {},
      'too-large',
      (response: ServerResponse) => response.writeHead(200, { 'content-length': '9999999' }).write('x'),
    ],
    [{}, 'too-large', (response: ServerResponse) => flood(response)],
    [{}, 'encoding', (response: ServerResponse) => bomb(response)],
    [{ timeoutMs: 200 }, 'timeout', () => undefined],
    [{ timeoutMs: 200 }, 'timeout', (response: ServerResponse) => response.write('a start')],
    [{}, 'network', (response: ServerResponse) => response.destroy()],
    [{}, 'redirect', (response: ServerResponse) => response.writeHead(302).end()],
    [{}, 'redirect', (response: ServerResponse) => response.writeHead(302, { location: 'http://[' }).end()],
    [
      {},
      'redirect',
      (response: ServerResponse) => response.writeHead(302, { location: '\\\\127.0.0.1/' }).end(),
    ],
  ] as [SafeRequest, string, (response: ServerResponse) => unknown][])(
    'bounds what comes back: case %# with %p is refused as %s',
    async (init, code, respond) => {
      answer = (_request, response) => void respond(response);
      await expect(fetchTest(`${allowedOrigin}/`, init)).rejects.toMatchObject({
        name: 'OutgoingRefused',
        code,
      });
    },
  );

  it('gives up on a resolver that never answers', async () => {
    const stuck = createSafeFetch({ allowPrivate: () => false, resolve: () => new Promise(() => undefined) });
    await expect(stuck('https://slow.example/', { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('reports an abort by the caller as such', async () => {
    answer = () => undefined;
    const signal = AbortSignal.abort();
    await expect(fetchTest(`${allowedOrigin}/`, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('takes a 204 as it is and any status as an answer', async () => {
    answer = (_request, response) => response.writeHead(204).end();
    expect(await fetchTest(`${allowedOrigin}/`)).toMatchObject({ status: 204, body: Buffer.alloc(0) });
    answer = (_request, response) => response.writeHead(503, { 'x-a': 'b' }).end('later');
    expect(await fetchTest(`${allowedOrigin}/`)).toMatchObject({ status: 503, headers: { 'x-a': 'b' } });
  });

  it('is https on the default port of public addresses unless told otherwise', async () => {
    const strict = createSafeFetch({ allowPrivate: () => false, resolve: async () => [] });
    await expect(strict('http://example.com/')).rejects.toMatchObject({ code: 'scheme' });
    await expect(strict('https://example.com:8443/')).rejects.toMatchObject({ code: 'port' });
    await expect(strict('https://example.com:443/')).rejects.toMatchObject({ code: 'dns' });
  });
});

async function refusal(url: string): Promise<string | null> {
  try {
    await fetchTest(url, { timeoutMs: 2_000 });
    return null;
  } catch (error) {
    if (error instanceof OutgoingRefused) return error.code;
    throw error;
  }
}

/** Names of the test's own little Internet. Everything unknown is on this machine: the worst case. */
function resolveAs(host: string): HostAddress[] {
  if (host === 'nowhere.example') return [];
  const known: Record<string, string[]> = {
    'mixed.example': ['93.184.215.14', '127.0.0.1'],
    'six.example': ['::1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'metadata.google.internal': ['169.254.169.254'],
  };
  return (known[host] ?? ['127.0.0.1']).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
}

function flood(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}

function bomb(response: ServerResponse): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000)));
}

function listening<S extends TcpServer>(server: S, host: string, port: number): Promise<S> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

import type { Automation } from '../../server/testing/actor.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { send, Wire } from './wire.js';

interface Variant {
  name: string;
  /** Header as sent; null sends none. */
  origin: string | null;
  host: string;
  /** Whether origin and host are ours. */
  ours: boolean;
}

const publicOrigin = 'https://butler.example';

let app: TestApp;
let world: World;
let token: Automation;
let variants: Variant[];

beforeAll(async () => {
  app = await createTestApp({ env: { CLAWBUTLER_ALLOWED_ORIGINS: publicOrigin } });
  world = await createWorld(app);
  token = await world.serviceToken(['connectors:read', 'approvals:read']);
  variants = everyVariant(new URL(app.url).port);
});
afterAll(() => app.stop());

function everyVariant(port: string): Variant[] {
  const own = `http://127.0.0.1:${port}`;
  const host = `127.0.0.1:${port}`;
  const origins: [string, string | null, boolean][] = [
    ['own', own, true],
    ['localhost', `http://localhost:${port}`, true],
    ['IPv6 loopback', `http://[::1]:${port}`, true],
    ['allowed by configuration', publicOrigin, true],
    ['absent', null, true],
    ['null', 'null', false],
    ['empty', '', false],
    ['evil', 'https://evil.example', false],
    ['suffix', `${own}.evil.example`, false],
    ['suffix of a name', `${publicOrigin}.evil.example`, false],
    ['prefix', 'https://evilbutler.example', false],
    ['sub-domain', 'https://x.butler.example', false],
    ['parent domain', 'https://example', false],
    ['another port', `http://127.0.0.1:${Number(port) + 1}`, false],
    ['no port', 'http://127.0.0.1', false],
    ['default port spelled out', `${publicOrigin}:443`, false],
    ['another scheme', own.replace('http:', 'https:'), false],
    ['downgraded scheme', 'http://butler.example', false],
    ['upper case', publicOrigin.toUpperCase(), false],
    ['mixed case', 'https://Butler.example', false],
    ['trailing dot', `${publicOrigin}.`, false],
    ['trailing slash', `${own}/`, false],
    ['path', `${own}/graphql`, false],
    ['user info', `http://127.0.0.1:${port}@evil.example`, false],
    ['IDN homograph', 'https://xn--utler-uwe.example', false],
    ['IPv4-mapped loopback', `http://[::ffff:127.0.0.1]:${port}`, false],
    ['decimal loopback', `http://2130706433:${port}`, false],
    ['another loopback address', `http://127.0.0.2:${port}`, false],
    ['wildcard address', `http://0.0.0.0:${port}`, false],
    ['file', 'file://', false],
    ['extension', 'chrome-extension://abcdefghijklmnop', false],
    ['two of them', `${own}, https://evil.example`, false],
    ['two of them, ours last', `https://evil.example ${own}`, false],
  ];
  const hosts: [string, string, boolean][] = [
    ['host in upper case', `LOCALHOST:${port}`, true],
    ['rebinding host', 'evil.example', false],
    ['rebinding host with our port', `evil.example:${port}`, false],
    ['host with a suffix', `127.0.0.1.evil.example:${port}`, false],
    ['host without port', '127.0.0.1', false],
    ['host with a dot', `localhost.:${port}`, false],
    ['host with user info', `127.0.0.1:${port}@evil.example`, false],
    ['another loopback host', `127.0.0.2:${port}`, false],
  ];
  return [
    ...origins.map(([name, origin, ours]) => ({ name, origin, host, ours })),
    ...hosts.map(([name, value, ours]) => ({ name, origin: own, host: value, ours })),
    // Rebinding makes both headers agree with each other, and with nothing of ours.
    { name: 'rebinding', origin: `http://evil.example:${port}`, host: `evil.example:${port}`, ours: false },
  ];
}

type Way = 'cookie' | 'bearer' | 'cookie and bearer';
const ways: Way[] = ['cookie', 'bearer', 'cookie and bearer'];

function headersFor(way: Way, { origin, host }: Variant): Record<string, string> {
  return {
    host,
    ...(origin === null ? {} : { origin }),
    ...(way.includes('cookie') ? { cookie: world.owner.account.cookie } : {}),
    ...(way.includes('bearer') ? { authorization: `Bearer ${token.secret}` } : {}),
  };
}

/** A cookie alone counts only with an Origin of ours: whoever replays one outside a browser has none. */
const mayPass = (way: Way, { ours, origin }: Variant) => ours && !(way === 'cookie' && origin === null);

async function overHttp(way: Way, variant: Variant): Promise<boolean> {
  const { status, body } = await send(app.url, {
    headers: { 'content-type': 'application/json', ...headersFor(way, variant) },
    body: JSON.stringify({ query: '{ connectors { edges { node { id } } } }' }),
  });
  const { data } = JSON.parse(body) as { data?: unknown };
  expect([200, 403]).toContain(status);
  return Boolean(data);
}

async function overSocket(way: Way, variant: Variant): Promise<boolean> {
  const wire = await Wire.open(app.url, headersFor(way, variant));
  if (typeof wire === 'number') {
    expect(wire).toBe(403);
    return false;
  }
  const answer = await wire.init({});
  wire.close();
  return answer === 'ack';
}

describe('B6: origins and hosts', () => {
  it.each(ways)('with %s only what is on the list passes, over HTTP and WebSocket', async (way) => {
    for (const variant of variants) {
      const passed = { http: await overHttp(way, variant), socket: await overSocket(way, variant) };
      const expected = mayPass(way, variant);
      expect({ ...variant, ...passed }).toEqual({ ...variant, http: expected, socket: expected });
    }
  });

  it('counts enough of them', () => {
    expect(variants.length).toBeGreaterThanOrEqual(25);
    const allowed = ways.flatMap((way) => variants.filter((variant) => mayPass(way, variant))).length;
    process.stderr.write(
      `B6: ${variants.length} variants × ${ways.length} ways × 2 doors, ${2 * allowed} allowed as listed, 0 others\n`,
    );
  });
});

import type { Automation, Person } from '../../server/testing/actor.js';
import { recordEvents, settled } from '../../server/testing/recorded-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../../server/testing/world.js';
import { knock, Wire, type Frame } from './wire.js';

const follow = `subscription ($after: Seq) { approvalChanged(after: $after) { __typename } }`;
const watch = `subscription ($after: Seq) { activity(after: $after) { __typename ... on ActivityEvent { event { type subject { id } } } } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
let token: Automation;

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
  token = await world.serviceToken(['connectors:read']);
});
afterAll(() => app.stop());

const headersOf = (person: Person) => ({ cookie: person.account.cookie, origin: app.url });

/** A socket of the owner that was acknowledged. */
async function admitted(): Promise<Wire> {
  const wire = await Wire.must(app.url, headersOf(world.owner));
  expect(await wire.init({ organization: world.home.id })).toBe('ack');
  return wire;
}

interface Refused {
  extensions: { code: string };
}

/** The code of a refusal, whether it is a frame of its own or came as a result, or of a close. */
function codeOf(frame: Frame | number): string | number {
  if (typeof frame === 'number') return frame;
  const { errors = frame.payload } = (frame.payload ?? {}) as { errors?: unknown };
  return (errors as Refused[] | undefined)?.[0]?.extensions.code ?? frame.type;
}

describe('B5: abuse of the WebSocket protocol', () => {
  const abuses: [string, unknown, () => Promise<unknown>][] = [
    ['subscribe before init', 4401, async () => (await Wire.must(app.url)).ask('1', follow)],
    [
      'a second init',
      4429,
      async () => {
        const wire = await admitted();
        wire.send({ type: 'connection_init' });
        return wire.closed;
      },
    ],
    [
      'the same id twice',
      4409,
      async () => {
        const wire = await admitted();
        for (let time = 0; time < 2; time++)
          wire.send({ type: 'subscribe', id: 'same', payload: { query: follow } });
        return wire.closed;
      },
    ],
    ['an unknown type', 4400, async () => after(await admitted(), '{"type":"drop_tables"}')],
    ['no JSON', 4400, async () => after(await admitted(), 'GET / HTTP/1.1')],
    ['a batch', 4400, async () => after(await admitted(), '[{"type":"ping"},{"type":"ping"}]')],
    [
      'a subscribe without id',
      4400,
      async () => after(await admitted(), '{"type":"subscribe","payload":{"query":"{a}"}}'),
    ],
    ['a binary frame', 4400, async () => after(await admitted(), Buffer.from('{"type":"ping"}'))],
    ['a frame of 300 KiB', 1009, async () => after(await admitted(), 'x'.repeat(300 * 1024))],
    [
      'the legacy subprotocol',
      4406,
      async () => {
        const wire = await Wire.open(app.url, headersOf(world.owner), { protocol: 'graphql-ws' }).catch(
          () => 4406,
        );
        return typeof wire === 'number' ? wire : wire.closed;
      },
    ],
    ['no init within three seconds', 4408, async () => (await Wire.must(app.url)).closed],
    ['an init of nobody', 4401, async () => (await Wire.must(app.url)).init({ role: 'OWNER' })],
    [
      "an init for somebody else's organisation",
      4403,
      async () => (await Wire.must(app.url, headersOf(world.owner))).init({ organization: other.id }),
    ],
    [
      'forged claims in the init',
      'FORBIDDEN',
      async () => {
        const wire = await Wire.must(app.url);
        await wire.init({
          authorization: `Bearer ${token.secret}`,
          ...{ role: 'OWNER', permissions: ['approvals:read'], scopes: ['approvals:read'], isAdmin: true },
          ...{ organizationId: other.id, userId: world.owner.userId, actor: { kind: 'PERSON' } },
        });
        return codeOf(await wire.ask('1', follow));
      },
    ],
    [
      'a mutation',
      'BAD_OPERATION',
      async () =>
        codeOf(await (await admitted()).ask('1', 'mutation { renameOrganization(name: "Taken") { id } }')),
    ],
    [
      'a query',
      'BAD_OPERATION',
      async () => codeOf(await (await admitted()).ask('1', '{ viewer { user { id } } }')),
    ],
    [
      'the 51st subscription',
      'RATE_LIMITED',
      async () => {
        const wire = await admitted();
        for (let id = 0; id < 50; id++)
          wire.send({ type: 'subscribe', id: `${id}`, payload: { query: follow } });
        return codeOf(await wire.ask('one too many', follow));
      },
    ],
  ];

  it.each(abuses)('%s ends in %s', async (_name, ending, act) => expect(await act()).toBe(ending));

  it('leaves the server as it was', async () => {
    expect((await world.owner.gql('{ organization { name } }')).organization.name).toBe('Home');
    process.stderr.write(
      `B5: ${abuses.length} of ${abuses.length} protocol abuses ended as the protocol says\n`,
    );
  });

  async function after(wire: Wire, sent: string | Buffer): Promise<number> {
    wire.raw(sent, typeof sent !== 'string');
    return wire.closed;
  }
});

describe('B5: a handshake with a target that is no path', () => {
  const targets = [
    '//',
    '//[',
    'http://[',
    '*',
    '/graphql/',
    '/graphqlx',
    '/%67raphql',
    '/../graphql/..',
    '?graphql',
  ];

  it('is refused, and the server lives on', async () => {
    const host = `Host: ${new URL(app.url).host}`;
    for (const target of targets) {
      const answer = await knock(app.url, target, [host]).catch(() => 0);
      expect({ target, refused: [400, 403, 404].includes(answer) }).toEqual({ target, refused: true });
    }
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    process.stderr.write(`B5: ${targets.length} of ${targets.length} malformed handshake targets refused\n`);
  });
});

describe("B4: subscriptions that ask for another organisation's things", () => {
  const perSocket = 40;

  it('get no frame of theirs', async () => {
    const spy = await world.member('AUDITOR');
    const mine = await settled(app, world.owner);
    const asked = everyQuestion(mine);
    const wires: Wire[] = [];
    for (let at = 0; at < asked.length; at += perSocket) {
      const wire = await Wire.must(app.url, headersOf(spy));
      expect(await wire.init({ organization: world.home.id, organizationId: other.id })).toBe('ack');
      for (const [n, payload] of asked.slice(at, at + perSocket).entries())
        wire.send({ type: 'subscribe', id: `fuzz-${n}`, payload });
      wires.push(wire);
    }
    await record(other.owner, 200, 'CANARY');
    await settled(app, other.owner);
    // An event of one's own, committed later, reaches every socket: by then theirs would have, too.
    await record(world.owner, 1, 'OWN');
    for (const wire of wires) {
      wire.send({ type: 'subscribe', id: 'own', payload: { query: watch, variables: { after: mine } } });
      expect(await wire.until(({ type, id }) => type === 'next' && id === 'own')).not.toBeNull();
    }
    const frames = wires.flatMap((wire) => wire.frames);
    expect(frames.filter((frame) => JSON.stringify(frame).includes('CANARY'))).toEqual([]);
    expect(frames.filter(({ type }) => type === 'error').length).toBeGreaterThanOrEqual(70);
    process.stderr.write(
      `B4: ${asked.length} subscriptions for another organisation's things, 0 frames of theirs\n`,
    );
  });

  /** Positions and ids of theirs in every place where a client could put one. */
  function everyQuestion(mine: number) {
    const theirs = [other.id, other.slug, other.owner.userId, `org:${other.id}`, `${other.id}/1`];
    const positions = [0, 1, mine, 2 ** 31, Number.MAX_SAFE_INTEGER, -1, 1.5, '0', other.id, [0], { gt: 0 }];
    const names = ['organizationId', 'organization', 'orgId', 'org', 'approvalId', 'id', 'connectorId'];
    return [follow, watch].flatMap((query) => [
      ...positions.flatMap((after) => [
        { query, variables: { after } },
        { query, variables: { after, organizationId: other.id, organization: other.slug } },
        { query, variables: { after }, extensions: { organization: other.id } },
      ]),
      ...names.flatMap((name) =>
        theirs.map((value) => ({
          query: query.replace('(after: $after)', `(after: $after, ${name}: "${value}")`),
        })),
      ),
    ]);
  }

  function record(by: Person, count: number, mark: string): Promise<void> {
    return recordEvents(app, by, count, (n) => ({
      type: 'policy.updated',
      subject: { type: 'policy', id: `${mark}-${n}`, label: `${mark} ${n}` },
      after: { mark },
    }));
  }
});

import type { Actor } from '../../testing/actor.js';
import type { Loose } from '../../testing/graphql-caller.js';
import type { TestSocket } from '../../testing/graphql-socket.js';
import { recordEvents, settled } from '../../testing/recorded-events.js';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../../testing/world.js';
import { Metrics } from '../telemetry/metrics.js';

const document = `
  subscription Types($after: Seq, $deep: Boolean = true) { activity(after: $after) {
    ... on ActivityEvent { seq event @include(if: $deep) { type subject { label } } } } }
  subscription Places($after: Seq) { activity(after: $after) { ... on ActivityEvent { seq } } }`;

let app: TestApp;
let world: World;
let other: TestOrganization;
const sockets: TestSocket[] = [];
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => app.stop());

interface Asking {
  operationName?: string;
  deep?: boolean;
  after?: number;
}

function follow(by: Actor, { operationName = 'Types', ...variables }: Asking = {}) {
  const socket = by.socket();
  sockets.push(socket);
  const results = socket.client.iterate<Loose>({ query: document, operationName, variables });
  return async (count: number) => {
    const taken: Loose[] = [];
    while (taken.length < count) taken.push((await results.next()).value.data.activity);
    return taken;
  };
}

type Take = ReturnType<typeof follow>;

const record = (count: number, in_: TestOrganization = world.home) =>
  recordEvents(app, in_.owner, count, (n) => ({
    type: 'policy.updated',
    subject: { type: 'policy', label: `${in_.slug} ${n}` },
  }));

const executions = async () => (await app.app.get(Metrics).liveExecutions.get()).values[0]!.value;

/** Takes until everybody was told of an event recorded after they came: then they follow the same, from memory. */
async function together(all: Take[], size: number): Promise<void> {
  await record(1);
  for (const take of all) while ((await take(1))[0].seq < size + 1);
}

/** Everybody resumes where the log ends; what each then hears of `count` more events, and how many answers that took. */
async function heardBy(askings: [Actor, Asking?][], count: number) {
  const size = await settled(app, world.owner);
  const all = askings.map(([by, asking]) => follow(by, { after: size, ...asking }));
  await together(all, size);
  const before = await executions();
  await record(count);
  const heard = await Promise.all(all.map((take) => take(count)));
  return { heard, executions: (await executions()) - before };
}

describe('answers about an event', () => {
  it('are made once for all with equal rights who ask the same, wherever they began to read', async () => {
    const viewers = [await world.member('VIEWER'), await world.member('VIEWER')];
    const size = await settled(app, world.owner);
    const { heard, executions: made } = await heardBy(
      [...viewers, ...viewers].map((viewer, n) => [viewer, { after: size - n }]),
      20,
    );
    expect(made).toBe(20);
    for (const one of heard) expect(one).toEqual(heard[0]);
    expect(heard[0]!.map((delivery) => delivery.event.subject.label)).toEqual(
      Array.from({ length: 20 }, (_, n) => `home ${n}`),
    );
  });

  it('are made for each role and kind of actor', async () => {
    const auditor = await world.member('AUDITOR');
    const tokens = [await world.serviceToken(['activity:read']), await world.serviceToken(['activity:read'])];
    const wider = await world.serviceToken(['activity:read', 'agents:read']);
    const { executions: made, heard } = await heardBy(
      [[world.owner], [auditor], [tokens[0]!], [tokens[1]!], [wider]],
      5,
    );
    expect(made).toBe(4 * 5);
    for (const one of heard) expect(one).toEqual(heard[0]);
  });

  it('depend on variables and on the operation chosen of a document', async () => {
    const { owner } = world;
    const { heard, executions: made } = await heardBy(
      [
        [owner],
        [owner, { deep: true }],
        [owner, { deep: false }],
        [owner, { operationName: 'Places' }],
        [owner],
      ],
      3,
    );
    expect(heard[0]![0]).toEqual({
      seq: expect.any(Number),
      event: { type: 'policy.updated', subject: { label: 'home 0' } },
    });
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[4]).toEqual(heard[0]);
    const places = heard[0]!.map(({ seq }) => ({ seq }));
    expect(heard[2]).toEqual(places);
    expect(heard[3]).toEqual(places);
    expect(made).toBe(4 * 3);
  });

  it('stay in their organisation', async () => {
    const [mine, theirs] = [await settled(app, world.owner), await settled(app, other.owner)];
    const [here, there] = [follow(world.owner, { after: mine }), follow(other.owner, { after: theirs })];
    await record(3);
    await record(3, other);
    const labels = async (take: Take) => (await take(3)).map((delivery) => delivery.event.subject.label);
    expect(await labels(here)).toEqual(['home 0', 'home 1', 'home 2']);
    expect(await labels(there)).toEqual([0, 1, 2].map((n) => `${other.slug} ${n}`));
  });
});

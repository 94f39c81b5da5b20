import type { Loose } from '../testing/graphql-caller.js';
import { addRuntimes, entry, facts, usage } from '../testing/session-batches.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { answered, listed, message, ToldSessions } from '../testing/told-sessions.js';
import { createWorld, type World } from '../testing/world.js';
import { GatewayReading } from './gateway-reading.service.js';

const list = `query ($filter: SessionFilter) { sessions(filter: $filter) { edges { node {
  externalId entryCount usage { input output } cost { reportedUsdMicros } } } } }`;

let app: TestApp;
let world: World;
let told: ToldSessions;

beforeAll(async () => {
  app = await createTestApp({ role: 'api' });
  world = await createWorld(app);
});
beforeEach(async () => {
  told = await ToldSessions.start(world);
});
afterEach(() => told.stop());
afterAll(() => app.stop());

const readAll = () => app.app.get(GatewayReading).readAll(told.peer);
async function sessions(): Promise<Record<string, Loose>> {
  const answer = await world.owner.gql(list, { filter: { connectorIds: [told.peer.connectorId] } });
  return Object.fromEntries(answer.sessions.edges.map(({ node }: Loose) => [node.externalId, node]));
}

describe('what Claude Code does for a gateway', () => {
  const transcript = 'c1a0de00-0000-4000-8000-00000000000';
  const tell = (n: number) => {
    const meta = { id: `u${n}`, importedFrom: 'claude-cli', cliSessionId: `${transcript}${n}` };
    told.gateway.sessions = [listed(`claude-${n}`, { modelProvider: 'claude-cli' })];
    told.transcripts[`agent:main:claude-${n}`] = [
      message('q', 1),
      answered('own', 2, { provider: 'claude-cli' }),
      answered('imported', 3, { provider: 'claude-cli', __openclaw: meta }),
      answered('api', 4),
    ];
  };
  async function host(n: number) {
    const [runtime] = await addRuntimes(await world.host(), world.owner);
    const name = `${transcript}${n}`;
    await runtime!.sync({
      sessions: [facts(name)],
      entries: [entry(name, 0)],
      usages: [usage(name, 'call')],
    });
  }

  it.each([
    ['the gateway first', 1, [readAll, () => host(1)]],
    ['the host first', 2, [() => host(2), readAll]],
  ] as const)('counts once: %s', async (_words, n, steps) => {
    tell(n);
    for (const step of steps) await step();
    await readAll();
    const session = (await sessions())[`claude-${n}`];
    expect(session).toMatchObject({ entryCount: 4, usage: { input: 100, output: 10 } });
    expect(session.cost.reportedUsdMicros).toBeNull();
  });

  it('counts at the gateway while no host tells of it, and not for a stranger’s', async () => {
    tell(3);
    const other = await world.organization('Elsewhere');
    const [runtime] = await addRuntimes(await other.host(), other.owner);
    await runtime!.sync({ sessions: [facts(`${transcript}3`)] });
    await readAll();
    expect((await sessions())['claude-3'].usage).toMatchObject({ input: 300, output: 30 });
  });
});

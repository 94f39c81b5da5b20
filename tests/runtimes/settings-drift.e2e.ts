import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { HostAgent } from './harness/host-agent.js';
import { Machine } from './harness/machine.js';
import { runtimeLab } from './harness/runtime-lab.js';
import { startStubAnthropic } from './harness/stub-anthropic.js';
import { startStubOpenai } from './harness/stub-openai.js';
import type { StubServer } from './harness/stub-server.js';

const waitMs = 60_000;
const seen = `{ runtimeHosts { edges { node { instances { id kind inspection { digest model problems
  permissionModes { name value } hooks { event matcher target inForce } mcpServers { name target withheld } } } } } } }`;
const log = `{ auditEvents(filter: { types: ["runtime.settings_changed"] }, first: 50) {
  edges { node { summary } } } }`;

let app: TestApp;
let world: World;
let machine: Machine;
let agent: HostAgent;
let providers: StubServer[];

beforeAll(async () => {
  const lab = await runtimeLab();
  providers = await Promise.all([startStubAnthropic(), startStubOpenai()]);
  machine = await Machine.create(lab, { anthropic: providers[0]!.url, openai: providers[1]!.url });
  app = await createTestApp();
  world = await createWorld(app);
  agent = new HostAgent(machine, path.join(machine.root, 'agent'));
  expect((await machine.claude('[[script:bash]] go')).code).toBe(0);
  expect((await machine.codex('[[script:bash]] go')).code).toBe(0);
}, 900_000);

afterAll(async () => {
  await agent.end('SIGTERM');
  await app.stop();
  await machine.destroy();
  for (const provider of providers) await provider.close();
});

const instances = async (): Promise<Loose[]> =>
  (await world.owner.gql(seen)).runtimeHosts.edges[0]?.node.instances ?? [];
const inspection = async (kind: string): Promise<Loose | null> =>
  (await instances()).find((one) => one.kind === kind)?.inspection ?? null;
const summaries = async (): Promise<string[]> =>
  (await world.owner.gql(log)).auditEvents.edges.map(({ node }: Loose) => node.summary);
/** The settings of a runtime once they are as expected. */
const told = (kind: string, fits: (settings: Loose) => boolean): Promise<Loose> =>
  eventually(
    async () => {
      const settings = await inspection(kind);
      return settings !== null && fits(settings) && settings;
    },
    `settings of ${kind}; the agent said: ${agent.log}`,
    waitMs,
  );

it('what the real runtimes wrote is inspected once they are added, and running them is no drift', async () => {
  const { createHostEnrolment } = await world.owner.gql('mutation { createHostEnrolment { token } }');
  await agent.command('pair', app.url, '--token', createHostEnrolment.token);
  agent.start();
  const found = await eventually(
    async () => {
      const all = await instances();
      return all.length >= 2 && all;
    },
    'both runtimes to be found',
    waitMs,
  );
  const input = found.map(({ id }) => ({ instanceId: id, contentPolicy: 'METADATA' }));
  const add = `mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { state } }`;
  await world.owner.gql(add, { input });
  for (const kind of ['CLAUDE_CODE', 'CODEX'])
    expect(await told(kind, () => true)).toMatchObject({ problems: [], hooks: [], mcpServers: [] });
  expect(await inspection('CODEX')).toMatchObject({ model: 'gpt-5.5' });
  const digests = async () => [
    (await inspection('CLAUDE_CODE'))!.digest,
    (await inspection('CODEX'))!.digest,
  ];
  const before = await digests();
  expect((await machine.claude('[[script:hello]] again')).code).toBe(0);
  expect((await machine.codex('[[script:bash]] again')).code).toBe(0);
  expect(await digests()).toEqual(before);
  expect(await summaries()).toEqual([]);
}, 180_000);

it('a hook added for Claude Code, which the real one calls, is a drift that the log tells', async () => {
  const called = path.join(machine.root, 'called');
  const hook = { type: 'command', command: `touch ${called}` };
  await mkdir(path.join(machine.home, '.claude'), { recursive: true });
  await writeFile(
    path.join(machine.home, '.claude', 'settings.json'),
    JSON.stringify({ hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [hook] }] } }),
  );
  const settings = await told('CLAUDE_CODE', ({ hooks }) => hooks.length === 1);
  expect(settings.hooks).toEqual([
    { event: 'PreToolUse', matcher: 'Bash', target: `touch ${called}`, inForce: true },
  ]);
  expect((await machine.claude('[[script:bash]] go')).code).toBe(0);
  expect(await readFile(called, 'utf8')).toBe('');
  const [summary, ...others] = await eventually(async () => {
    const all = await summaries();
    return all.length > 0 && all;
  }, 'the drift in the log');
  expect(others).toEqual([]);
  expect(summary).toContain('found other settings in force');
  expect(summary).toContain('hooks');
}, 180_000);

it('an MCP server added for Codex by the real program’s own file is a drift, without its key', async () => {
  const config = path.join(machine.home, '.codex', 'config.toml');
  const server = '\n[mcp_servers.shop]\ncommand = "shop-mcp"\nenv = { SHOP_KEY = "not-to-be-told" }\n';
  await writeFile(config, (await readFile(config, 'utf8')) + server);
  const { mcpServers } = await told('CODEX', (settings) => settings.mcpServers.length === 1);
  expect(mcpServers).toEqual([{ name: 'shop', target: 'shop-mcp', withheld: ['SHOP_KEY'] }]);
  const all = await eventually(async () => {
    const now = await summaries();
    return now.length === 2 && now;
  }, 'the second drift in the log');
  expect(all.join()).toContain('MCP servers');
}, 120_000);

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
const listed = `query ($runtime: RuntimeKind!) { sessions(filter: { runtimes: [$runtime] }, first: 50) { edges { node {
  id externalId title relation cwd model runtimeVersion messageCount toolCallCount entryCount parent { externalId }
  usage { input cacheRead cacheWrite cacheWriteLong output reasoning total }
  cost { usdMicros basis unpricedTokens reportedUsdMicros priceVersion }
  entries(first: 200) { edges { node { kind role text withheld toolName toolCallId isError } } } } } } }`;
const hosts = `{ runtimeHosts { edges { node { id name state instances { id kind state sessionCount location } } } } }`;

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
  for (const script of ['bash', 'task'])
    expect((await machine.claude(`[[script:${script}]] go`)).code).toBe(0);
  expect((await machine.codex('[[script:bash]] go')).code).toBe(0);
}, 900_000);

afterAll(async () => {
  await agent.end('SIGTERM');
  await app.stop();
  await machine.destroy();
  for (const provider of providers) await provider.close();
});

const sessionsOf = async (runtime: string): Promise<Loose[]> =>
  (await world.owner.gql(listed, { runtime })).sessions.edges.map(({ node }: Loose) => node);
const kinds = (session: Loose): string[] => session.entries.edges.map(({ node }: Loose) => node.kind);
const texts = (session: Loose): string => JSON.stringify(session.entries.edges);
const sum = (sessions: Loose[], field: string): number =>
  sessions.reduce((total, { usage }) => total + usage[field], 0);

/** The host once it is online and told of at least these runtimes. */
const found = (): Promise<Loose> =>
  eventually(
    async () => {
      const [edge] = (await world.owner.gql(hosts)).runtimeHosts.edges;
      const names = new Set(edge?.node.instances.map(({ kind }: Loose) => kind));
      // The host is read before what is found on it: its first report may come between the two.
      const isThere = edge?.node.state === 'ONLINE' && names.has('CLAUDE_CODE') && names.has('CODEX');
      return isThere && edge.node;
    },
    `the runtimes to be found; the agent said: ${agent.log}`,
    waitMs,
  );

describe('a developer’s machine with the real Claude Code and the real Codex', () => {
  it('is paired by a token, and what runs there is found without reading it', async () => {
    const { createHostEnrolment } = await world.owner.gql('mutation { createHostEnrolment { token } }');
    await agent.command('pair', app.url, '--token', createHostEnrolment.token);
    agent.start();
    const host = await found();
    expect(host.state).toBe('ONLINE');
    for (const { state } of host.instances) expect(state).toBe('DISCOVERED');
    expect(await sessionsOf('CLAUDE_CODE')).toEqual([]);
  }, 120_000);

  it('added in one go, its past sessions appear with everything the oracle counts', async () => {
    const host = await found();
    const input = host.instances
      .filter(({ kind }: Loose) => ['CLAUDE_CODE', 'CODEX'].includes(kind))
      .map(({ id }: Loose) => ({ instanceId: id, contentPolicy: 'REDACTED' }));
    const add = `mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { state } }`;
    await world.owner.gql(add, { input });
    const claude = await eventually(
      async () => {
        const sessions = await sessionsOf('CLAUDE_CODE');
        const whole = sessions.length === 3 && sessions.every(({ entryCount }) => entryCount > 0);
        return whole && texts(sessions[0]).length > 0 && sessions;
      },
      `three Claude Code sessions; the agent said: ${agent.log}`,
      waitMs,
    );
    const sub = claude.find(({ relation }) => relation === 'SUBAGENT')!;
    const mains = claude.filter(({ relation }) => relation === 'MAIN');
    expect(mains).toHaveLength(2);
    expect(mains.map(({ externalId }) => externalId)).toContain(sub.parent.externalId);
    expect(mains.map(texts).join()).toContain('done-bash');
    expect(mains.flatMap(kinds)).toEqual(expect.arrayContaining(['MESSAGE', 'TOOL_CALL', 'TOOL_RESULT']));
    const oracle = (await machine.ccusage('claude')) as { totals: Record<string, number> };
    expect({
      input: sum(claude, 'input'),
      output: sum(claude, 'output'),
      cacheRead: sum(claude, 'cacheRead'),
      cacheWrite: sum(claude, 'cacheWrite') + sum(claude, 'cacheWriteLong'),
    }).toEqual({
      input: oracle.totals.inputTokens,
      output: oracle.totals.outputTokens,
      cacheRead: oracle.totals.cacheReadTokens,
      cacheWrite: oracle.totals.cacheCreationTokens,
    });
  }, 180_000);

  it('Codex likewise', async () => {
    const [codex] = await eventually(
      async () => {
        const sessions = await sessionsOf('CODEX');
        return sessions.length > 0 && sessions[0]!.usage.total > 0 && sessions;
      },
      `the Codex session; the agent said: ${agent.log}`,
      waitMs,
    );
    expect(texts(codex)).toContain('done-bash');
    expect(kinds(codex)).toEqual(expect.arrayContaining(['MESSAGE', 'TOOL_CALL', 'TOOL_RESULT']));
    const oracle = (await machine.ccusage('codex')) as { totals: Record<string, number> };
    expect(codex.usage.total).toBe(oracle.totals.totalTokens);
  }, 120_000);

  it('what happens while the agent is dead is there when it is back: nothing missing, nothing twice', async () => {
    const before = await sessionsOf('CLAUDE_CODE');
    await agent.end('SIGKILL');
    expect((await machine.claude('[[script:hello]] again')).code).toBe(0);
    expect(await sessionsOf('CLAUDE_CODE')).toHaveLength(before.length);
    agent.start();
    const after = await eventually(
      async () => {
        const sessions = await sessionsOf('CLAUDE_CODE');
        return (
          sessions.length === before.length + 1 && sessions.every(({ usage }) => usage.total > 0) && sessions
        );
      },
      `the missed session; the agent said: ${agent.log}`,
      waitMs,
    );
    const same = (id: string) => after.find((one) => one.id === id);
    for (const session of before)
      expect(same(session.id)).toMatchObject({ usage: session.usage, entryCount: session.entryCount });
    const oracle = (await machine.ccusage('claude')) as { totals: Record<string, number> };
    expect(sum(after, 'output')).toBe(oracle.totals.outputTokens);
  }, 180_000);

  it('secrets do not leave the machine', async () => {
    expect((await machine.claude('[[script:secret]] tell')).code).toBe(0);
    const told = await eventually(
      async () => {
        const all = (await sessionsOf('CLAUDE_CODE')).map(texts).join();
        return all.includes('and that is all.') && all;
      },
      `the session with a secret; the agent said: ${agent.log}`,
      waitMs,
    );
    expect(told.includes('EXAMPLE7TESTX')).toBe(false);
    expect(told.includes('[redacted:aws-access-key]')).toBe(true);
  }, 120_000);
});

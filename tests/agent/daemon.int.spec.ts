import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { readRows } from '../../server/testing/stored-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type TestOrganization, type World } from '../../server/testing/world.js';
import { entriesOf } from './expected-sessions.js';
import { HostProcess } from './host-process.js';

let app: TestApp;
let world: World;
let organization: TestOrganization;
let host: HostProcess;
let count = 0;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());
beforeEach(async () => {
  organization = await world.organization(`Hosts ${++count}`);
  host = new HostProcess();
});
afterEach(() => host.remove());

const owner = () => organization.owner;

/** Pairs the machine with a token, as the console's command does. */
async function paired(): Promise<void> {
  const { createHostEnrolment } = await owner().gql('mutation { createHostEnrolment { token } }');
  const { code, out } = await host.command('pair', app.url, '--token', createHostEnrolment.token);
  expect([code, out]).toEqual([0, expect.stringContaining('Paired with')]);
}

const instancesQuery = `{ runtimeHosts { edges { node { id state problems spoolDepth
  instances { id kind location state sessionCount backlogBytes version problems } } } } }`;

async function theHost(): Promise<Loose> {
  const { runtimeHosts } = await owner().gql(instancesQuery);
  return runtimeHosts.edges[0]?.node;
}

/** Adds everything that was found, once it was. */
async function addAll(contentPolicy: string): Promise<void> {
  const instances = await eventually(async () => {
    const found = (await theHost())?.instances ?? [];
    return found.length === 4 && (found as Loose[]);
  }, 'four runtimes to be found');
  await owner().gql(
    'mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }',
    {
      input: instances.map(({ id }) => ({ instanceId: id, contentPolicy })),
    },
  );
}

/** What is stored of each runtime, as session and key of its entries. */
async function stored(): Promise<Map<string, Set<string>>> {
  const rows = await readRows<{ runtime: string; entry: string }>(
    app.database,
    organization.id,
    `select i.key as runtime, s.external_id || ' ' || e.key as entry from session_entries e
     join sessions s on s.org_id = e.org_id and s.id = e.session_id
     join runtime_instances i on i.org_id = e.org_id and i.id = e.source_id`,
  );
  const byRuntime = new Map<string, Set<string>>();
  for (const { runtime, entry } of rows)
    byRuntime.set(runtime, (byRuntime.get(runtime) ?? new Set()).add(entry));
  return byRuntime;
}

const sizes = (byRuntime: Map<string, Set<string>>) =>
  Object.fromEntries([...byRuntime].sort().map(([runtime, entries]) => [runtime, entries.size]));

async function everythingArrives(): Promise<void> {
  const expected = await entriesOf(host.home);
  await eventually(
    async () => JSON.stringify(sizes(await stored())) === JSON.stringify(sizes(expected)),
    'all entries to arrive',
    60_000,
  ).catch(() => undefined);
  expect(await stored()).toEqual(expected);
}

const claudeProject = () => join(host.home, '.claude/projects/-home-dev-sandbox-work-proj');

/** A session of so many prompts, with text enough to keep a host busy for a while. */
function writeLongSession(id: string, prompts: number): void {
  const lines = Array.from({ length: prompts }, (_, at) =>
    JSON.stringify({
      type: 'user',
      uuid: `${id}-${at}`,
      sessionId: id,
      timestamp: new Date(1_790_000_000_000 + at * 1_000).toISOString(),
      cwd: '/home/dev/proj',
      version: '2.1.330',
      message: { role: 'user', content: `Prompt ${at}: ${'some words of a person, '.repeat(40)}` },
    }),
  );
  writeFileSync(join(claudeProject(), `${id}.jsonl`), `${lines.join('\n')}\n`);
}

/** A test's time: imports take their while on a machine that has other things to do. */
const importing = 180_000;

describe('host agent', () => {
  it(
    'pairs, finds runtimes, and brings their sessions once they are added',
    async () => {
      await paired();
      const agent = host.start();
      await addAll('REDACTED');
      await everythingArrives();
      const { runtimeHosts } = await owner().gql(instancesQuery);
      expect(runtimeHosts.edges[0].node).toMatchObject({ state: 'ONLINE', problems: [] });
      // What is written from now on arrives as well, without a restart.
      writeLongSession('later', 3);
      await everythingArrives();
      const { code, signal } = await agent.stop();
      expect([code, signal]).toEqual([0, null]);
    },
    importing,
  );

  it(
    'keeps what was said on the machine under METADATA, and secrets under REDACTED',
    async () => {
      const secret = `gh${'p_'}${'a1B2'.repeat(9)}`;
      mkdirSync(claudeProject(), { recursive: true });
      appendFileSync(
        join(claudeProject(), 'secret.jsonl'),
        `${JSON.stringify({ type: 'user', uuid: 'u1', sessionId: 'secret', timestamp: '2026-11-22T08:00:00Z', message: { role: 'user', content: `The key is ${secret}` } })}\n`,
      );
      await paired();
      const agent = host.start();
      await addAll('METADATA');
      await everythingArrives();
      const texts = await readRows<{ text: string | null }>(
        app.database,
        organization.id,
        'select text from session_entries',
      );
      expect(texts.every(({ text }) => text === null)).toBe(true);
      await agent.stop();
      expect(JSON.stringify(readdirSync(join(host.home, '.clawbutler-agent')))).not.toContain('lock');
      for (const file of everyFileIn(join(host.home, '.clawbutler-agent')))
        expect(readFileSync(file, 'latin1')).not.toContain(secret);
    },
    importing,
  );

  it(
    'misses nothing and doubles nothing when it is killed while it imports',
    async () => {
      for (let session = 0; session < 6; session++) writeLongSession(`long-${session}`, 1_500);
      await paired();
      let agent = host.start();
      await addAll('REDACTED');
      let seen = 0;
      for (let round = 0; round < 4; round++) {
        seen = await eventually(async () => {
          const total = [...(await stored()).values()].reduce((sum, entries) => sum + entries.size, 0);
          return total > seen && total;
        }, 'more entries');
        await agent.stop('SIGKILL');
        agent = host.start();
      }
      await everythingArrives();
      await agent.stop();
    },
    importing,
  );

  it(
    'runs once per folder, and stops for good when it is revoked',
    async () => {
      await paired();
      const agent = host.start();
      await host.status(({ lastReportAt }) => lastReportAt !== null);
      expect(await host.command('run')).toMatchObject({ code: 7 });
      expect(statSync(join(host.home, '.clawbutler-agent/daemon.sock')).mode & 0o777).toBe(0o600);
      const { id } = await theHost();
      await owner().gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { state } }', { id });
      const { code, out } = await agent.ended;
      expect([code, out]).toEqual([78, expect.stringContaining('removed from its organisation')]);
      expect(await host.command('status')).toMatchObject({ code: 8 });
    },
    importing,
  );

  it(
    'starts again over what a killed one left behind',
    async () => {
      await paired();
      const first = host.start();
      await host.status(({ pid }) => pid === first.pid);
      await first.stop('SIGKILL');
      const second = host.start();
      await host.status(({ pid }) => pid === second.pid);
      expect(await second.stop()).toMatchObject({ code: 0 });
    },
    importing,
  );
});

function everyFileIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld } from '../../server/testing/world.js';
import { HostProcess } from './host-process.js';

/** Files beside the transcripts that hold credentials. */
const credentials = [
  '.claude.json',
  '.claude/.claude.json',
  '.claude/.credentials.json',
  '.claude/sessions/4242.0123456789abcdef.key',
  '.claude/daemon/control.key',
  '.claude/settings.json',
  '.codex/auth.json',
  '.codex/config.toml',
  '.hermes/.env',
  '.hermes/config.yaml',
  '.hermes/profiles/coder/.env',
  '.openclaw/openclaw.json',
  '.openclaw/.env',
  '.openclaw/identity/device.json',
  '.env',
];

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

it('opens no file that may hold a credential, while it finds, reads and sends everything', async () => {
  const world = await createWorld(app);
  const organization = await world.organization('Careful');
  const preload = join(import.meta.dirname, 'opened-files.mjs');
  const host = new HostProcess({ NODE_OPTIONS: `--import=${preload}`, OPENED_FILES_LOG: '' });
  const log = join(host.home, 'opened.log');
  host.extraEnv.OPENED_FILES_LOG = log;
  try {
    for (const name of credentials) {
      mkdirSync(dirname(join(host.home, name)), { recursive: true });
      writeFileSync(join(host.home, name), 'poison');
    }
    const { createHostEnrolment } = await organization.owner.gql(
      'mutation { createHostEnrolment { token } }',
    );
    await host.command('pair', app.url, '--token', createHostEnrolment.token);
    const agent = host.start();
    const query = '{ runtimeHosts { edges { node { instances { id kind backlogBytes lastSyncAt } } } } }';
    const instances = async (): Promise<Loose[]> =>
      (await organization.owner.gql(query)).runtimeHosts.edges[0]?.node.instances ?? [];
    await eventually(async () => (await instances()).length === 5, 'five runtimes to be found');
    const readable = (await instances()).filter(({ kind }) => kind !== 'OPENCLAW');
    await organization.owner.gql(
      'mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }',
      { input: readable.map(({ id }) => ({ instanceId: id, contentPolicy: 'REDACTED' })) },
    );
    await eventually(
      async () =>
        (await instances()).filter(({ lastSyncAt }) => lastSyncAt !== null).length === readable.length,
      'all of them to be synchronised',
    );
    await agent.stop();
    const opened = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as string);
    // The log works: transcripts and databases are in it.
    expect(opened.some((path) => path.endsWith('.jsonl'))).toBe(true);
    expect(opened.some((path) => path.endsWith('state.db'))).toBe(true);
    const poisoned = credentials.map((name) => join(host.home, name));
    expect(opened.filter((path) => poisoned.includes(path))).toEqual([]);
    const suspicious = /\.key$|auth\.json$|\.env$|\.claude\.json$|credentials/;
    expect(opened.filter((path) => path.startsWith(host.home) && suspicious.test(path))).toEqual([]);
  } finally {
    host.remove();
  }
});

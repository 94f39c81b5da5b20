import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld } from '../../server/testing/world.js';
import { HostProcess } from './host-process.js';

/** Files beside the transcripts that hold credentials, or settings of what is not inspected from here. */
const credentials = [
  '.claude.json',
  '.claude/.claude.json',
  '.claude/.credentials.json',
  '.claude/sessions/4242.0123456789abcdef.key',
  '.claude/daemon/control.key',
  '.codex/auth.json',
  '.hermes/.env',
  '.hermes/profiles/coder/auth.json',
  '.hermes/profiles/coder/.env',
  '.openclaw/openclaw.json',
  '.openclaw/.env',
  '.openclaw/identity/device.json',
  '.env',
];

/** Settings files hold secrets too: those are read once their runtime is added, and never sent. */
const settings: Readonly<Record<string, string>> = {
  '.claude/settings.json': JSON.stringify({
    env: { ANTHROPIC_AUTH_TOKEN: 'poisoned-value' },
    hooks: { Stop: [{ hooks: [{ type: 'command', command: 'tell --token poisoned-word' }] }] },
  }),
  '.codex/config.toml':
    '[mcp_servers.docs]\ncommand = "docs"\nargs = ["--api-key", "poisoned-arg"]\nenv = { DOCS_KEY = "poisoned-env" }\n',
  '.hermes/config.yaml': 'mcp_servers: { files: { command: uvx, env: { F_TOKEN: poisoned-env } } }\n',
  '.hermes/profiles/coder/config.yaml': 'model: { default: m, api_key: poisoned-key }\n',
};

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
    for (const [name, text] of Object.entries(settings)) writeFileSync(join(host.home, name), text);
    const { createHostEnrolment } = await organization.owner.gql(
      'mutation { createHostEnrolment { token } }',
    );
    await host.command('pair', app.url, '--token', createHostEnrolment.token);
    const agent = host.start();
    const query = `{ runtimeHosts { edges { node { instances { id kind backlogBytes lastSyncAt
      inspection { hooks { target } mcpServers { name target withheld } problems } } } } } }`;
    const instances = async (): Promise<Loose[]> =>
      (await organization.owner.gql(query)).runtimeHosts.edges[0]?.node.instances ?? [];
    await eventually(async () => (await instances()).length === 5, 'five runtimes to be found');
    const opened = () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string);
    const settingsPaths = Object.keys(settings).map((name) => join(host.home, name));
    // Found is not added: its settings are nobody's business yet.
    expect(opened().filter((path) => settingsPaths.includes(path))).toEqual([]);
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
    const inspected = async () => (await instances()).filter(({ inspection }) => inspection !== null);
    await eventually(
      async () => (await inspected()).length === readable.length,
      'all of them to be inspected',
    );
    await agent.stop();
    const told = JSON.stringify(await inspected());
    expect(told).toContain('tell --token [withheld]');
    expect(told).toContain('docs --api-key [withheld]');
    expect(told).toContain('DOCS_KEY');
    expect(told).not.toContain('poison');
    const paths = opened();
    // The log works: transcripts and databases are in it.
    expect(paths.some((path) => path.endsWith('.jsonl'))).toBe(true);
    expect(paths.some((path) => path.endsWith('state.db'))).toBe(true);
    const poisoned = credentials.map((name) => join(host.home, name));
    expect(paths.filter((path) => poisoned.includes(path))).toEqual([]);
    const suspicious = /\.key$|auth\.json$|\.env$|\.claude\.json$|credentials/;
    expect(paths.filter((path) => path.startsWith(host.home) && suspicious.test(path))).toEqual([]);
  } finally {
    host.remove();
  }
});

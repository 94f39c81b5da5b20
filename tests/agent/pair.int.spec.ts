import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../agent/cli/run.js';
import type { Surroundings } from '../../agent/cli/surroundings.js';
import { DeviceKey } from '../../agent/client/device-key.js';
import { HostClient } from '../../agent/client/host-client.js';
import { RequestSequence } from '../../agent/client/request-sequence.js';
import { ServerClock } from '../../agent/client/server-clock.js';
import { freePort } from '../../server/testing/free-port.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import { readRows } from '../../server/testing/stored-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';

const look = `query ($userCode: String!) { hostPairingRequest(userCode: $userCode) { fingerprint authenticationString } }`;
const approve = `mutation ($userCode: String!, $authenticationString: String!) {
  approveHostPairing(userCode: $userCode, authenticationString: $authenticationString) { id } }`;
const dayMs = 86_400_000;

let app: TestApp;
let world: World;
let folder: string;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(() => app.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clawbutler-agent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The machine the agent runs on. Waiting is when the person at the console acts. */
const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
  env: { CLAWBUTLER_AGENT_DIR: folder },
  fetch,
  now: Date.now,
  wait: () => Promise.resolve(),
  hostname: 'dev-box',
  platform: 'linux x64',
  ...changes,
});

async function agent(words: string[], changes: Partial<Surroundings> = {}) {
  let [out, err] = ['', ''];
  const code = await run(
    words,
    { out: (text) => (out += text), err: (text) => (err += text) },
    around(changes),
  );
  expect(out + err).toMatch(/^[\n -~]*$/);
  return { code, out, err };
}

/** Pairs by code while a person does this with it. */
async function pairing(act: (userCode: string) => Promise<unknown>, changes: Partial<Surroundings> = {}) {
  let [out, err, acted] = ['', '', false];
  const wait = async () => {
    await sql(`update host_pairing_requests set polled_at = polled_at - interval '1 minute'`);
    if (!acted) await act(/Code: +(\S+)/.exec(out)![1]!);
    acted = true;
  };
  const output = { out: (text: string) => (out += text), err: (text: string) => (err += text) };
  const code = await run(['pair', app.url], output, around({ wait, ...changes }));
  return { code, out, err };
}

const sql = (statement: string) => readRows(app.database, world.home.id, statement);
const letIn = async (userCode: string) => {
  const { hostPairingRequest: seen } = await world.owner.gql(look, { userCode });
  await world.owner.gql(approve, { userCode, authenticationString: seen.authenticationString });
  return seen;
};
const enrolled = async () => {
  const { createHostEnrolment } = await world.owner.gql('mutation { createHostEnrolment { token } }');
  return agent(['pair', app.url, '--token', createHostEnrolment.token]);
};

const client = (now?: () => number) => {
  const connection = { server: app.url, clock: new ServerClock(now) };
  return new HostClient(connection, DeviceKey.load(folder)!, new RequestSequence(folder));
};
const ask = { query: '{ hostAccessToken { expiresAt } }' };

describe('clawbutler pair', () => {
  it('pairs with a code, showing what the console shows', async () => {
    let seen: Loose;
    const { code, out, err } = await pairing(async (userCode) => (seen = await letIn(userCode)));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Fingerprint of this machine: ${seen.fingerprint}\n`);
    expect(out).toContain(`\n  ${seen.authenticationString}\n`);
    expect(out).toContain(`${app.url}/pair?code=`);
    expect(out).toMatch(/Paired with Home\.\n$/);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['device-key.json', 'pairing.json']);
    expect(await client().call(ask)).toMatchObject({ hostAccessToken: { expiresAt: expect.any(String) } });
  });

  it('pairs with a token, and not twice', async () => {
    expect(await enrolled()).toMatchObject({ code: 0, err: '' });
    const again = await enrolled();
    expect([again.code, again.out]).toEqual([6, '']);
    expect(again.err).toBe(
      `This machine is paired already, with Home at ${app.url}. Run "clawbutler unpair" first.\n`,
    );
    rmSync(join(folder, 'pairing.json'));
    expect(await enrolled()).toMatchObject({
      code: 6,
      err: 'This machine is paired already. Unpair it first.\n',
    });
  });

  it('ends when a person sends the machine away', async () => {
    const deny = 'mutation ($userCode: String!) { denyHostPairing(userCode: $userCode) }';
    const { code, err } = await pairing((userCode) => world.owner.gql(deny, { userCode }));
    expect([code, err]).toEqual([1, 'A person sent this machine away. Nothing was paired.\n']);
  });

  it('ends when the code expires', async () => {
    const { code, err } = await pairing(() => sql('update host_pairing_requests set expires_at = now()'));
    expect([code, err]).toEqual([
      1,
      'Nobody entered the code within ten minutes. Run the command again for a new one.\n',
    ]);
  });

  it('waits longer when told to, and outlasts a server that is away for a moment', async () => {
    const waits: number[] = [];
    let calls = 0;
    const flaky: typeof fetch = (...given) => {
      calls++;
      return calls === 5 ? Promise.reject(new TypeError('fetch failed')) : fetch(...given);
    };
    let out = '';
    const wait = async (ms: number) => {
      waits.push(ms);
      // The second look comes too soon after the first one, and the third one is lost.
      if (waits.length !== 2)
        await sql(`update host_pairing_requests set polled_at = polled_at - interval '1 minute'`);
      if (waits.length === 4) await letIn(/Code: +(\S+)/.exec(out)![1]!);
    };
    const output = { out: (text: string) => (out += text), err: () => undefined };
    expect(await run(['pair', app.url], output, around({ wait, fetch: flaky }))).toBe(0);
    expect(waits).toEqual([5000, 5000, 10_000, 10_000]);
  });

  it.each([
    [
      'cb_enrol_aaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_aaaaaa',
      1,
      /unknown, was used already/,
    ],
    ['hunter2', 2, /not an enrolment token/],
  ])('says that the token %s is wrong', async (token, code, words) => {
    const answer = await agent(['pair', app.url, '--token', token]);
    expect([answer.code, answer.err]).toEqual([code, expect.stringMatching(words)]);
  });

  it('says that the clock is off by a day, and works when it is by minutes', async () => {
    for (const [off, words] of [
      [dayMs, 'The clock of this machine is 24 hours ahead of the server'],
      [-3 * dayMs, 'The clock of this machine is 3 days behind the server'],
    ] as const) {
      const { code, err } = await agent(['pair', app.url], { now: () => Date.now() + off });
      expect([code, err]).toEqual([5, `${words}'s. Set it right and try again.\n`]);
    }
    const now = () => Date.now() + 4 * 60_000;
    expect((await pairing(letIn, { now })).code).toBe(0);
    const late = client(now);
    expect(await late.call(ask)).toBeTruthy();
    expect(Math.abs(late.clockOffsetMs + 4 * 60_000)).toBeLessThan(5000);
  });

  it('says that nothing answers', async () => {
    const server = `http://127.0.0.1:${await freePort()}`;
    expect(await agent(['pair', server])).toEqual({
      code: 3,
      out: '',
      err: `${server} cannot be reached (ECONNREFUSED).\n`,
    });
  });

  it.each<[string, RequestListener]>([
    ['a page', (_request, response) => void response.end('<html>\u001b[2J')],
    ['JSON', (_request, response) => void response.end('{"data":{"instance":{"version":7}}}')],
    ['errors', (_request, response) => void response.end('{"errors":[null]}')],
    ['null', (_request, response) => void response.end('null')],
    ['elsewhere', (_request, response) => void response.writeHead(302, { location: app.url }).end()],
    ['without end', (_request, response) => void response.end(' '.repeat(5_000_000))],
  ])('says that what answers with %s is no ClawButler server', async (_what, answer) => {
    const { server, url } = await stranger(answer);
    const { code, err } = await agent(['pair', url]);
    server.close();
    expect([code, err]).toEqual([4, `What answers at ${url} is not a ClawButler server.\n`]);
  });

  it('does not trust a server that holds another key', async () => {
    const between: typeof fetch = async (url, init) => {
      const response = await fetch(url, init);
      const text = (await response.text()).replace(
        /"authenticationString":"\w{5}/,
        '"authenticationString":"babab',
      );
      return new Response(text, { headers: { date: response.headers.get('date')! } });
    };
    const { code, err } = await agent(['pair', app.url], { fetch: between });
    expect([code, err]).toEqual([1, expect.stringContaining('somebody stands in between')]);
  });

  it('says what is wrong with the command or the folder', async () => {
    for (const words of [[], ['a', 'b'], ['ftp://x'], ['http://u:p@x'], [':::'], [app.url, '--nope']]) {
      const { code, err } = await agent(['pair', ...words]);
      expect([code, err.length > 10, err.split('\n').length]).toEqual([2, true, 2]);
    }
    writeFileSync(join(folder, 'device-key.json'), '{}', { mode: 0o644 });
    expect(await agent(['pair', app.url])).toMatchObject({
      code: 2,
      err: expect.stringContaining('chmod 600'),
    });
    rmSync(join(folder, 'device-key.json'));
    writeFileSync(join(folder, 'device-key.json'), '{}', { mode: 0o600 });
    expect(await agent(['pair', app.url])).toMatchObject({
      code: 2,
      err: expect.stringContaining('holds no key'),
    });
  });
});

describe('clawbutler unpair', () => {
  it('forgets the key, and the machine pairs anew', async () => {
    await enrolled();
    await client().call(ask);
    expect(readdirSync(folder)).toHaveLength(3);
    const { code, out } = await agent(['unpair']);
    expect([code, out]).toEqual([0, expect.stringContaining('no longer paired with Home')]);
    expect(readdirSync(folder)).toEqual([]);
    expect(await agent(['unpair'])).toEqual({ code: 0, out: 'This machine is not paired.\n', err: '' });
    expect((await enrolled()).code).toBe(0);
  });
});

describe('a paired machine’s requests', () => {
  it('are numbered on disk before they are sent, across restarts and losses', async () => {
    await enrolled();
    const first = client();
    await Promise.all([1, 2, 3].map(() => first.call(ask)));
    expect(readFileSync(join(folder, 'sequence'), 'utf8')).toBe('3\n');
    const lost = new HostClient(
      { server: app.url, clock: new ServerClock(), fetch: () => Promise.reject(new TypeError('gone')) },
      DeviceKey.load(folder)!,
      new RequestSequence(folder),
    );
    await expect(lost.call(ask)).rejects.toMatchObject({ code: 'UNREACHABLE', retryable: true });
    await client().call(ask);
    expect(readFileSync(join(folder, 'sequence'), 'utf8')).toBe('5\n');
  });

  it('correct their time once the server told it', async () => {
    await enrolled();
    await client(() => Date.now() - 3 * 60_000).call(ask);
    await expect(client(() => Date.now() - dayMs).call(ask)).rejects.toMatchObject({ code: 'CLOCK' });
  });

  it('are refused for good once it was revoked, or its numbers were set back', async () => {
    await enrolled();
    for (let i = 0; i < 3; i++) await client().call(ask);
    writeFileSync(join(folder, 'sequence'), '1\n');
    await expect(client().call(ask)).rejects.toMatchObject({ reason: 'SEQUENCE_BEHIND', retryable: false });
    const { hostId } = JSON.parse(readFileSync(join(folder, 'pairing.json'), 'utf8')) as { hostId: string };
    await world.owner.gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id } }', { id: hostId });
    await expect(client().call(ask)).rejects.toMatchObject({ reason: 'HOST_REVOKED' });
  });
});

async function stranger(answer: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

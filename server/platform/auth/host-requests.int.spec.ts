import { Database } from '../database/database.service.js';
import { post } from '../../testing/graphql-caller.js';
import { signRequest } from '../../../agent/client/sign-request.js';
import { settled } from '../../testing/recorded-events.js';
import { readRows, storedEvents } from '../../testing/stored-events.js';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { TestMachine } from '../../testing/test-machine.js';
import { createWorld, type TestOrganization, type World } from '../../testing/world.js';

const tokenQuery = JSON.stringify({ query: '{ hostAccessToken { expiresAt } }', variables: {} });

let app: TestApp;
let world: World;
let other: TestOrganization;
let host: TestMachine;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  other = await world.organization('Other');
});
afterAll(() => app.stop());
beforeEach(async () => {
  host = await world.host();
});

interface Forged {
  url?: string;
  signedBody?: string;
  body?: string;
  ageSeconds?: number;
  sequence?: number;
  tag?: 'clawbutler-host' | 'clawbutler-pairing';
}

/** What an honest host would send, and what a forger makes of it. */
function request(forged: Forged = {}) {
  const { url = `${app.url}/graphql`, signedBody = tokenQuery, ageSeconds = 0 } = forged;
  const headers = signRequest(url, signedBody, {
    key: host.key,
    tag: forged.tag ?? 'clawbutler-host',
    nowMs: Date.now() - ageSeconds * 1000,
    sequence: forged.sequence ?? ++host.key.sequence,
  });
  return { headers, body: forged.body ?? signedBody };
}

async function send({ headers, body }: ReturnType<typeof request>, method = 'POST') {
  const response =
    method === 'POST'
      ? await post(app.url, body, { headers })
      : await fetch(`${app.url}/graphql`, {
          method,
          headers: { 'content-type': 'application/json', ...headers },
        });
  const answer = (await response.json()) as { errors?: { extensions: { code: string; reason?: string } }[] };
  const { code, reason } = answer.errors?.[0]?.extensions ?? {};
  return code === undefined ? 'admitted' : (reason ?? code);
}

const clones = async () =>
  (await storedEvents(app.database, world.home.id, ['host.clone_detected'])).filter(
    ({ subject_id }) => subject_id === host.hostId,
  );
const sql = <T>(statement: string, params: unknown[] = []) =>
  readRows<T>(app.database, world.home.id, statement, params);

describe('a host’s signed request', () => {
  it('is admitted for what hosts may do, in its organisation', async () => {
    expect(await send(request())).toBe('admitted');
    expect(await host.refusal('{ agents { edges { node { id } } } }')).toBe('FORBIDDEN');
    expect(await host.refusal('mutation { createAccessToken { token } }')).toBe('FORBIDDEN');
    const elsewhere = { organization: other.id };
    expect(await host.refusal('{ hostAccessToken { token } }', {}, elsewhere)).toBe('ORGANIZATION_REQUIRED');
  });

  it.each<[string, Forged]>([
    ['with another body', { body: tokenQuery.replace('expiresAt', 'token') }],
    ['for another address', { url: 'https://evil.example/graphql' }],
    ['for another path', { url: 'http://127.0.0.1/graphql/' }],
    ['signed to pair', { tag: 'clawbutler-pairing' }],
  ])('%s is refused', async (_what, forged) => {
    const answer = await send(request(forged));
    expect(['SIGNATURE_INVALID', 'UNAUTHENTICATED']).toContain(answer);
    expect(await clones()).toEqual([]);
  });

  it('counts for POST only', async () => {
    expect(await send(request(), 'PUT')).toBe('METHOD_NOT_ALLOWED');
  });

  it('may name this machine as its three names', async () => {
    const url = `${app.url.replace('127.0.0.1', 'localhost')}/graphql`;
    expect(await send(request({ url }))).toBe('admitted');
  });

  it('counts within a minute of its making, by the clock of the database', async () => {
    expect(await send(request({ ageSeconds: 50 }))).toBe('admitted');
    expect(await send(request({ ageSeconds: 62 }))).toBe('CLOCK_OFF');
    expect(await send(request({ ageSeconds: -62 }))).toBe('CLOCK_OFF');
    expect(await send(request({ ageSeconds: 86_400 }))).toBe('CLOCK_OFF');
  });

  it('counts once', async () => {
    const once = request();
    expect(await send(once)).toBe('admitted');
    expect(await send(once)).toBe('REQUEST_REPLAYED');
    expect(await clones()).toEqual([]);
    const together = request();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(together)));
    expect(answers.filter((answer) => answer === 'admitted')).toHaveLength(1);
  });

  it('counts once when the nonces are lost', async () => {
    const [first, second] = [request(), request()];
    expect([await send(first), await send(second)]).toEqual(['admitted', 'admitted']);
    await sql('delete from host_nonces');
    expect([await send(first), await send(second)]).toEqual(['SEQUENCE_BEHIND', 'SEQUENCE_BEHIND']);
    expect(await send(request())).toBe('admitted');
  });

  it('forgets nonces after five minutes and keeps the number for ever', async () => {
    await send(request());
    await sql(`update host_nonces set seen_at = now() - interval '6 minutes'`);
    await send(request());
    const kept = await sql<{ count: number }>(
      'select count(*)::int as count from host_nonces where host_id = $1',
      [host.hostId],
    );
    expect(kept).toEqual([{ count: 1 }]);
    const [row] = await sql<{ last: string }>(
      'select last_sequence as last from host_sequences where host_id = $1',
      [host.hostId],
    );
    expect(Number(row!.last)).toBe(host.key.sequence);
  });
});

describe('a copied key', () => {
  it('is noticed, refused, told in the log and shown at the host', async () => {
    const copy = new TestMachine(app, host.hostname, host.key.copy());
    await host.gql('{ hostAccessToken { expiresAt } }');
    const answer = await copy.call('{ hostAccessToken { expiresAt } }');
    expect(answer.errors![0]).toMatchObject({
      message: expect.stringContaining('another copy of this machine’s key'),
      extensions: { code: 'UNAUTHENTICATED', reason: 'SEQUENCE_BEHIND' },
    });
    expect(await clones()).toMatchObject([{ actor_kind: 'HOST', actor_id: host.hostId, outcome: 'SUCCESS' }]);
    const { runtimeHost } = await world.owner.gql(`{ runtimeHost(id: "${host.hostId}") { problems } }`);
    expect(runtimeHost.problems).toEqual([expect.stringContaining('second machine')]);
    await settled(app, world.owner);
    const { activityEvents } = await world.owner.gql(
      '{ activityEvents(first: 20) { edges { node { summary } } } }',
    );
    expect(JSON.stringify(activityEvents)).toContain('the key may have been copied');
  });

  it('is noticed when both speak at once', async () => {
    const copy = new TestMachine(app, host.hostname, host.key.copy());
    const answers = await Promise.all(
      [host, copy].map((at) =>
        at.call('{ hostAccessToken { expiresAt } }').then(({ code }) => code ?? 'admitted'),
      ),
    );
    expect(answers.sort()).toEqual(['UNAUTHENTICATED', 'admitted']);
    expect(await clones()).toHaveLength(1);
  });

  it('that goes on trying is told once a minute', async () => {
    const copy = new TestMachine(app, host.hostname, host.key.copy());
    for (let i = 0; i < 10; i++) await host.gql('{ hostAccessToken { expiresAt } }');
    for (let i = 0; i < 5; i++) await copy.call('{ hostAccessToken { expiresAt } }');
    expect(await clones()).toHaveLength(1);
    await sql(`update runtime_hosts set clone_detected_at = now() - interval '2 minutes'`);
    await copy.call('{ hostAccessToken { expiresAt } }');
    expect(await clones()).toHaveLength(2);
  });
});

describe('a revoked host', () => {
  const revoke = (id: string | null) =>
    world.owner.gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { state } }', { id });
  const directives = 'subscription { hostDirectivesChanged { hostName } }';

  it('is refused from then on, by name', async () => {
    await revoke(host.hostId);
    expect(await send(request())).toBe('HOST_REVOKED');
    expect(await send(request({ body: tokenQuery.replace('expiresAt', 'token') }))).toBe('SIGNATURE_INVALID');
    expect(await new TestMachine(app).call('{ hostAccessToken { token } }')).toMatchObject({
      errors: [{ extensions: { reason: 'HOST_UNKNOWN' } }],
    });
  });

  it('loses its sockets within five seconds, and opens none', async () => {
    const heard = host.subscribe(directives);
    await heard.next();
    await revoke(host.hostId);
    const committed = performance.now();
    expect((await heard.socket.closed).code).toBe(4401);
    expect(performance.now() - committed).toBeLessThan(5000);
    expect((await host.socket().closed).code).toBe(4401);
  });

  it('loses them also when nobody rings', async () => {
    const heard = host.subscribe(directives);
    await heard.next();
    await app.app
      .get(Database)
      .within({ organizationId: world.home.id }, (tx) =>
        tx.query('update runtime_hosts set revoked_at = now() where id = $1', [host.hostId]),
      );
    const committed = performance.now();
    expect((await heard.socket.closed).code).toBe(4401);
    expect(performance.now() - committed).toBeLessThan(5000);
  });
});

describe('a host’s token', () => {
  it('opens sockets of that host, and nothing over HTTP', async () => {
    const { hostAccessToken } = await host.gql('{ hostAccessToken { token expiresAt } }');
    expect(Date.parse(hostAccessToken.expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
    const bearer = hostAccessToken.token;
    expect((await app.gql('{ hostAccessToken { token } }', {}, { bearer })).code).toBe('UNAUTHENTICATED');
    const socket = app.socket({ bearer });
    await socket.opened;
    socket.close();
    expect((await app.socket({ bearer, organization: other.id }).closed).code).toBe(4403);
  });

  it('is no person’s, and a person’s is no host’s', async () => {
    const { createAccessToken } = await world.owner.gql('mutation { createAccessToken { token } }');
    const subscription = app.subscribe(
      'subscription { hostDirectivesChanged { hostName } }',
      {},
      {
        bearer: createAccessToken.token,
      },
    );
    await expect(subscription.next()).rejects.toThrow('FORBIDDEN');
    subscription.stop();
  });
});

import type { Person } from '../testing/actor.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';
import { recordEvents, settled } from '../testing/recorded-events.js';

const page = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditEvents(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id seq type summary actor { kind id label } subject { type id label } outcome code requestId
      credentialId agentId risk before after leafHash chainHash } }
    pageInfo { hasNextPage endCursor } } }`;
const feed = page.replace('auditEvents', 'activityEvents');
const agentId = '0193a000-0000-7000-8000-000000000001';

describe('the audit log', () => {
  let app: TestApp;
  let world: World;
  let owner: Person;
  let viewer: Person;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    owner = world.owner;
    viewer = await world.member('VIEWER', 'Vera');
    await recordEvents(app, owner, 300, (n) => ({
      type: n % 10 === 0 ? 'kill_switch.engaged' : 'approval.decided',
      subject: { type: 'approval', id: `approval-${n}`, label: `deploy number ${n} 100%` },
      agentId: n % 3 === 0 ? agentId : null,
      risk: n % 7 === 0 ? 'HIGH' : null,
      before: { state: 'PENDING' },
      after: { decision: 'DENY', reason: `say "no" to ${n}`, note: 'hidden-detail' },
    }));
    await settled(app, owner);
  });
  afterAll(() => app.stop());

  const events = async (filter: object | null = null, rest: object = {}, by = owner) =>
    (await by.gql(page, { filter, ...rest })).auditEvents;
  const seqs = (connection: { edges: { node: { seq: number } }[] }) =>
    connection.edges.map((edge) => edge.node.seq);

  it('lists rows newest first with everything recorded', async () => {
    const { edges } = await events({ text: 'deploy number 299' });
    expect(edges).toHaveLength(1);
    expect(edges[0].node).toMatchObject({
      type: 'approval.decided',
      summary: 'Olga Owner denied “deploy number 299 100%”.',
      actor: { kind: 'PERSON', id: owner.userId, label: 'Olga Owner' },
      outcome: 'SUCCESS',
      before: { state: 'PENDING' },
      after: { decision: 'DENY', reason: 'say "no" to 299', note: 'hidden-detail' },
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      chainHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('pages without gaps or repeats to the first row', async () => {
    const all: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const connection: Awaited<ReturnType<typeof events>> = await events(null, { first: 77, after });
      all.push(...seqs(connection));
      after = connection.pageInfo.endCursor;
      more = connection.pageInfo.hasNextPage;
    }
    expect(all).toEqual(Array.from({ length: all.length }, (_, i) => all.length - i));
  });

  it.each([
    ['text in a label, any case', { text: 'DEPLOY number 42 ' }, 1],
    ['text in details, as typed', { text: 'say "no" to 17' }, 11],
    ['text with signs of LIKE', { text: '7 100%' }, 30],
    ['text that is nowhere', { text: 'n_mber' }, 0],
    ['a type', { types: ['kill_switch.engaged'] }, 30],
    ['a family of types', { types: ['kill_*', 'nothing.*'] }, 30],
    ['an unknown family', { types: ['nothing.*'] }, 0],
    ['an agent', { agentId }, 100],
    ['an agent and a risk', { agentId, risk: 'HIGH' }, 15],
    ['an agent id that is none', { agentId: 'no id' }, 0],
    ['a text with U+0000', { text: 'a\u0000b' }, 0],
    ['a risk', { risk: 'HIGH' }, 43],
    ['dates in the past', { at: { to: '2020-01-01T00:00:00Z' } }, 0],
    ['dates in the future', { at: { from: '2099-01-01T00:00:00Z' } }, 0],
  ])('filters by %s', async (_name, filter, count) => {
    expect((await events(filter, { first: 200 })).edges).toHaveLength(count);
  });

  it('filters by actor and by dates around now', async () => {
    const at = {
      from: new Date(Date.now() - 3_600_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    };
    const { edges } = await events({ actorId: owner.userId, at, types: ['approval.*'] }, { first: 200 });
    expect(edges).toHaveLength(200);
    expect((await events({ actorId: 'somebody' })).edges).toEqual([]);
  });

  it.each([
    [{ first: 0 }, { first: expect.any(String) }],
    [{ first: 201 }, { first: expect.any(String) }],
    [{ after: 'bogus' }, { after: expect.any(String) }],
    [{ filter: { text: 'x'.repeat(201) } }, { text: expect.any(String) }],
    [{ filter: { types: Array.from({ length: 51 }, () => 'a.b') } }, { types: expect.any(String) }],
  ])('refuses %j', async (variables, fields) => {
    const { errors } = await owner.call(page, variables);
    expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', fields });
  });

  it('answers the same for a missing, a malformed and a foreign id', async () => {
    const other = await world.organization('Elsewhere');
    const [{ node }] = (await events(null, { first: 1 })).edges;
    const one = 'query ($id: ID!) { auditEvent(id: $id) { id } }';
    expect((await owner.gql(one, { id: node.id })).auditEvent).toEqual({ id: node.id });
    for (const [by, id] of [
      [other.owner, node.id],
      [owner, agentId],
      [owner, 'x'],
    ] as const) {
      expect((await by.gql(one, { id })).auditEvent).toBeNull();
    }
    expect((await events({ text: 'deploy' }, {}, other.owner)).edges).toEqual([]);
  });

  it('names the types that occur', async () => {
    const { auditEventTypes } = await owner.gql('{ auditEventTypes }');
    expect(auditEventTypes).toEqual([...auditEventTypes].sort());
    expect(auditEventTypes).toEqual(
      expect.arrayContaining(['approval.decided', 'kill_switch.engaged', 'member.joined']),
    );
  });

  it('shows the activity page no details, no credentials, no probing of details, no events about secrets', async () => {
    const shown = (await viewer.gql(feed, { filter: { types: ['approval.*'] }, first: 1 })).activityEvents;
    expect(shown.edges[0].node).toMatchObject({
      before: null,
      after: null,
      credentialId: null,
      leafHash: null,
    });
    expect((await viewer.gql(feed, { filter: { text: 'hidden-detail' } })).activityEvents.edges).toEqual([]);
    await world.serviceToken(['agents:read']);
    await settled(app, owner);
    const types = async (by: Person) =>
      (await by.gql(feed, { first: 200 })).activityEvents.edges.map(
        (edge: { node: { type: string } }) => edge.node.type,
      );
    expect(await types(owner)).toContain('service_token.created');
    for (const type of await types(viewer))
      expect(type).not.toMatch(/^(service_token|session|login|request|audit|user)\./);
  });

  it('keeps the log itself from whoever may not read it', async () => {
    for (const field of [
      'auditEvents { pageInfo { hasNextPage } }',
      'auditEventTypes',
      'auditCheckpoint { size }',
      'auditVerifierKey',
    ]) {
      expect(await viewer.refusal(`{ ${field} }`)).toBe('FORBIDDEN');
    }
    expect(await viewer.refusal('mutation { verifyAudit { ok } }')).toBe('FORBIDDEN');
  });

  it('finds the same with the index written', async () => {
    const { LogIndexer } = await import('./log-indexer.service.js');
    const before = await Promise.all(searches.map((filter) => events(filter, { first: 200 }).then(seqs)));
    await app.app.get(LogIndexer, { strict: false }).catchUp();
    expect(await Promise.all(searches.map((filter) => events(filter, { first: 200 }).then(seqs)))).toEqual(
      before,
    );
    const old = { at: { to: new Date().toISOString() }, text: 'say "no" to 29' };
    expect(seqs(await events(old, { first: 200 }))).toHaveLength(11);
  });
});

const searches = [
  { text: 'deploy number 42 ' },
  { text: 'say "no" to 17' },
  { text: '7 100%' },
  { text: 'no' },
  { text: 'DEPLOY', types: ['kill_switch.*'] },
  { text: 'deploy', risk: 'HIGH', agentId },
  { at: { from: '2020-01-01T00:00:00Z' } },
];

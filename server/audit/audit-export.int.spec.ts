import type { Person } from '../testing/actor.js';
import { recordEvents, settled } from '../testing/recorded-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const headersOf = (by: Person) => ({
  cookie: by.account.cookie,
  'clawbutler-organization': by.organizationId ?? '',
});

describe('an export of the log', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    await recordEvents(app, world.owner, 600, (n) => ({
      type: n % 2 ? 'policy.updated' : 'approval.asked',
      subject: { type: 'policy', id: `p${n}`, label: hostile[n % hostile.length] },
      after: { n, text: 'ünïcode', nested: { deep: [1, 2.5, null, true] } },
    }));
  });
  afterAll(() => app.stop());

  const get = (path: string, by: Person = world.owner) =>
    fetch(`${app.url}/export/${path}`, { headers: headersOf(by) });
  const lines = async (path: string) => {
    const text = await (await get(path)).text();
    expect(text.endsWith('\n')).toBe(true);
    return text
      .slice(0, -1)
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('as JSON Lines holds every event, chained and signed, its own row last', async () => {
    const response = await get('audit.jsonl');
    expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="clawbutler-audit-home-\d{4}-\d\d-\d\d\.jsonl"$/,
    );
    await response.text();
    const rows = await lines('audit.jsonl');
    const [header, ...rest] = rows;
    expect(header).toMatchObject({ kind: 'header', format: 'clawbutler.audit/1', filter: null, fromSeq: 1 });
    const events = rest.filter((row) => row.kind === 'event');
    expect(events.map((row) => (row.envelope as { seq: number }).seq)).toEqual(
      events.map((_row, i) => i + 1),
    );
    expect(events.at(-1)).toMatchObject({
      envelope: { type: 'audit.exported', actor: { label: 'Olga Owner' } },
    });
    expect(rest.at(-1)).toMatchObject({ kind: 'footer', events: events.length });
    expect(rest.at(-2)).toMatchObject({ kind: 'checkpoint' });
    expect(header).toMatchObject({ toSeq: events.length, treeSize: events.length });
  });

  it('by a filter holds what matches, each event proven', async () => {
    const rows = await lines('audit.jsonl?types=policy.*&text=%22n%22%3A7');
    const events = rows.filter((row) => row.kind === 'event');
    // 7, 71-79 odd, 701-… do not exist: 600 events.
    expect(events).toHaveLength(6);
    for (const event of events) expect((event.inclusion as string[]).length).toBeGreaterThan(5);
    expect(rows[0]).toMatchObject({ filter: { text: '"n":7', types: ['policy.*'] } });
  });

  it('as CSV has one quoted line per event and no formulas', async () => {
    const text = await (await get('audit.csv?types=policy.*')).text();
    const [head, ...records] = text.split('\r\n').slice(0, -1);
    expect(head).toMatch(/^seq,id,type,at,/);
    expect(records).toHaveLength(300);
    for (const record of records) {
      expect(record).not.toMatch(/[\p{Cc}]/u);
      expect(record).not.toMatch(/(?:^|",")\s*[=+\-@]/);
    }
  });

  it('is recorded with its filter before the first byte leaves', async () => {
    await (await get('audit.csv?risk=HIGH&actorId=nobody')).text();
    await settled(app, world.owner);
    const { auditEvents } = await world.owner.gql(
      '{ auditEvents(first: 1, filter: {types: ["audit.exported"]}) { edges { node { after } } } }',
    );
    expect(auditEvents.edges[0].node.after).toEqual({
      format: 'csv',
      filter: { actorId: 'nobody', risk: 'HIGH' },
    });
  });

  it('refuses filters it does not know, people who may not read the log, and strangers', async () => {
    const wrong = await get('audit.jsonl?sort=asc');
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { error: expect.objectContaining({ code: 'INVALID_INPUT', fields: { sort: expect.any(String) } }) },
    ]);
    const viewer = await world.member('VIEWER');
    expect((await get('audit.jsonl', viewer)).status).toBe(403);
    const anonymous = await fetch(`${app.url}/export/audit.jsonl`);
    expect([anonymous.status, ((await anonymous.json()) as { error: { code: string } }).error.code]).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    const other = await world.organization('Elsewhere');
    expect(await (await get('audit.csv', other.owner)).text()).not.toContain('ünïcode');
  });

  it('takes the organisation from the link, because a link cannot set headers', async () => {
    const { createOrganization } = await world.owner.gql(
      'mutation { createOrganization(name: "Another") { slug } }',
    );
    const { slug } = createOrganization as { slug: string };
    const link = async (query: string) => {
      const response = await fetch(`${app.url}/export/audit.csv${query}`, {
        headers: { cookie: world.owner.account.cookie },
      });
      return [response.status, response.headers.get('content-disposition')];
    };
    expect(await link(`?organization=${slug}`)).toEqual([
      200,
      expect.stringContaining(`clawbutler-audit-${slug}-`),
    ]);
    expect(await link('')).toEqual([400, null]);
    expect(await link('?organization=unknown')).toEqual([400, null]);
    const stranger = await world.member('OWNER');
    const refused = await fetch(`${app.url}/export/audit.csv?organization=${slug}`, {
      headers: { cookie: stranger.account.cookie },
    });
    expect(refused.status).toBe(400);
  });

  it('stops reading the database when the reader goes away', async () => {
    const stop = new AbortController();
    const response = await fetch(`${app.url}/export/audit.jsonl`, {
      headers: headersOf(world.owner),
      signal: stop.signal,
    });
    await response.body!.getReader().read();
    stop.abort();
    expect((await get('audit.csv?text=nothing-at-all')).status).toBe(200);
    expect(app.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });
});

const hostile = [
  '=cmd|calc!A1',
  '+1',
  '-1',
  '@sum',
  '\t=1',
  '\r\n=1',
  'a"b,c',
  '\u202Etxt',
  'plain',
  '\u0007bell',
];

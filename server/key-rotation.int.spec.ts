import { readdirSync } from 'node:fs';
import pg from 'pg';
import { rotateMasterKey } from './key-rotation.js';
import { Actor } from './testing/actor.js';
import { eventually } from './testing/eventually.js';
import { ObedientGateway } from './testing/obedient-gateway.js';
import { createTestApp, type TestApp } from './testing/test-app.js';
import { World } from './testing/world.js';

const add = 'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id name } }';
const state = 'query ($id: ID!) { connector(id: $id) { state } }';
const firstKey = '11'.repeat(32);
const secondKey = '22'.repeat(32);

let gateway: ObedientGateway;

beforeAll(async () => {
  gateway = await ObedientGateway.start();
});
afterAll(() => gateway.down());

/** Ids of the master keys that sealed anything in the database, wherever it is: every text column of every table. */
async function keysInUse(app: TestApp): Promise<string[]> {
  const url = process.env.CLAWBUTLER_TEST_ADMIN_URL!.replace('@/postgres?', `@/${app.database.name}?`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const columns = await client.query(
      `select quote_ident(table_name) as t, quote_ident(column_name) as c from information_schema.columns
       where table_schema = 'public' and data_type in ('text', 'character varying', 'jsonb', 'json')`,
    );
    const each = columns.rows.map(
      ({ t, c }) => `select substring(${c}::text from 'cb1\\.([0-9a-f]{8})\\.') as key from ${t}`,
    );
    const found = await client.query(
      `select distinct key from (${each.join(' union all ')}) k where key is not null`,
    );
    return found.rows.map(({ key }) => key as string);
  } finally {
    await client.end();
  }
}

/** Adds the gateway; sent again it is the same request, with the same answer. */
async function addGateway(who: Actor): Promise<string> {
  const input = { name: 'Lab', url: gateway.url, auth: 'TOKEN', secret: 'operator-token-of-the-lab' };
  const { addConnector } = await who.gql(add, { input }, { idempotencyKey: 'the-same-every-time' });
  return addConnector.id;
}

const connected = (who: Actor, id: string) =>
  eventually(async () => (await who.gql(state, { id })).connector.state === 'CONNECTED');

it('a key kept in a file: made anew, nothing stays sealed with the old one, and it goes', async () => {
  const app = await createTestApp({ role: 'api' });
  try {
    const { owner } = await World.create(app);
    const connectorId = await addGateway(owner);
    const [old] = await keysInUse(app);
    const said = await rotateMasterKey(app.config);
    const keys = await keysInUse(app);
    expect(keys).toHaveLength(1);
    expect(keys).not.toEqual([old]);
    expect(said).toContain(keys[0]);
    const files = readdirSync(app.config.dataDir).filter((name) => name.startsWith('master'));
    expect(files).toEqual(['master.key']);
    const after = await createTestApp({ beside: app });
    try {
      const there = new Actor(after, owner.credentials, owner.organizationId);
      await connected(there, connectorId);
      expect(await addGateway(there)).toBe(connectorId);
      const { auditEvents } = await there.gql(
        '{ auditEvents(filter: {types: ["master_key.rotated"]}) { edges { node { summary } } } }',
      );
      expect(auditEvents.edges).toHaveLength(1);
    } finally {
      await after.stop();
    }
  } finally {
    await app.stop();
  }
});

it('a key in the environment: the operator changes it, and who has both keys can go on', async () => {
  const app = await createTestApp({ env: { CLAWBUTLER_MASTER_KEY: firstKey } });
  try {
    const { owner } = await World.create(app);
    await connected(owner, await addGateway(owner));
    await expect(rotateMasterKey(app.config)).rejects.toThrow(/CLAWBUTLER_MASTER_KEY_PREVIOUS/);
    const old = await keysInUse(app);
    const both = { ...app.config, masterKey: secondKey, masterKeyPrevious: firstKey };
    expect(await rotateMasterKey(both)).toMatch(/^[1-9]\d* secrets/);
    const fresh = await keysInUse(app);
    expect(fresh).toHaveLength(1);
    expect(fresh).not.toEqual(old);
    expect(await rotateMasterKey(both)).toMatch(/^0 secrets/);
  } finally {
    await app.stop();
  }
});

import { randomInt } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Checkpoints } from '../../server/platform/events/checkpoints.service.js';
import { Sealer } from '../../server/platform/events/sealer.service.js';
import { recordEvents, settled } from '../../server/testing/recorded-events.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { VerifyCli } from '../verify/verify-cli.js';
import { plainAttacks, thoroughAttacks, unseal, type Attack } from './log-attacks.js';

const eventCount = 300;
const rounds = 4;
const tables = ['domain_events', 'event_payloads', 'audit_heads', 'audit_nodes', 'checkpoints'];
const seed = Number(process.env.CLAWBUTLER_TEST_SEED ?? randomInt(2 ** 31));

/** Small and seeded; the same sequence for the same seed. */
function random(state: number): (below: number) => number {
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('an administrator of the database who changes history', () => {
  const cli = new VerifyCli();
  const pick = random(seed);
  let app: TestApp;
  let world: World;
  let db: pg.Client;
  let organizationId: string;
  let outside: string;
  let size: number;

  beforeAll(async () => {
    app = await createTestApp();
    world = await createWorld(app);
    organizationId = world.home.id;
    for (let batch = 0; batch < 6; batch++) {
      await recordEvents(app, world.owner, eventCount / 6, (n) => ({
        type: 'policy.updated',
        subject: { type: 'policy', id: `p${n}`, label: `Policy ${n}` },
        risk: 'LOW',
        after: { n, batch },
      }));
      await settled(app, world.owner);
      await app.app.get(Checkpoints).publishFor(organizationId);
    }
    size = await settled(app, world.owner);
    outside = join(cli.folder, 'kept-outside.notes');
    copyFileSync(notesFile(), outside);
    const adminUrl = process.env.CLAWBUTLER_TEST_ADMIN_URL!.replace('/postgres?', `/${app.database.name}?`);
    db = new pg.Client({ connectionString: adminUrl });
    await db.connect();
    // The log's own trigger does not stop somebody with these rights.
    await db.query(`set session_replication_role = replica`);
    for (const table of tables) await db.query(`create table kept_${table} as select * from ${table}`);
  });

  afterAll(async () => {
    await db.end();
    await app.stop();
    cli.remove();
  });

  const notesFile = () => join(app.config.dataDir, 'checkpoints', `${organizationId}.notes`);
  const restore = async () => {
    // The server signed what it was given; so that each attack is found for itself, what it signed goes with it.
    copyFileSync(outside, notesFile());
    for (const table of tables) {
      await db.query(`delete from ${table}`);
      await db.query(`insert into ${table} select * from kept_${table}`);
    }
  };
  const exported = async (query = '') => {
    const headers = { cookie: world.owner.account.cookie, 'clawbutler-organization': organizationId };
    return (await fetch(`${app.url}/export/audit.jsonl${query}`, { headers })).text();
  };
  const strike = async (attack: Attack) => attack(db, { organizationId, seq: 1 + pick(size - 3), size });
  const verifyHere = async () =>
    (await world.owner.gql('mutation { verifyAudit { ok summary firstBadSeq } }')).verifyAudit;

  it('finds nothing to fault in an honest log, whole or filtered', async () => {
    expect(cli.problemOf(await exported(), '--checkpoint', outside)).toBeNull();
    expect(cli.problemOf(await exported('?types=policy.*&text=Policy%207'))).toBeNull();
    expect(await verifyHere()).toMatchObject({ ok: true, firstBadSeq: null });
    await restore();
  });

  it.each(Object.entries(plainAttacks))(
    '%s: found by the verifier and by the server',
    async (_name, attack) => {
      for (let round = 0; round < rounds; round++) {
        await strike(attack);
        const here = await verifyHere();
        const offline = await brokenOrRefused(exported, (text) =>
          cli.problemOf(text, '--checkpoint', outside),
        );
        await restore();
        expect({ seed, offline, here }).toEqual({
          seed,
          offline: expect.any(String),
          here: { ok: false, summary: expect.any(String), firstBadSeq: expect.any(Number) },
        });
      }
    },
  );

  it.each(Object.entries(thoroughAttacks))('%s: found by what was kept outside', async (_name, attack) => {
    for (let round = 0; round < rounds; round++) {
      await strike(attack);
      await unseal(db, organizationId);
      await app.app.get(Sealer).seal(organizationId);
      const text = await exported();
      const alone = cli.problemOf(text);
      const offline = cli.problemOf(text, '--checkpoint', outside);
      const here = await verifyHere();
      await restore();
      // Rewritten perfectly, the file is consistent in itself: only the outside shows it.
      expect({ seed, alone, offline, here }).toEqual({
        ...{ seed, alone: null, offline: expect.stringMatching(/checkpoint/) },
        here: { ok: false, summary: expect.stringMatching(/checkpoint/), firstBadSeq: expect.any(Number) },
      });
    }
  });

  it('left the log whole again after each attack, so that each was found for itself', async () => {
    const kinds = Object.keys({ ...plainAttacks, ...thoroughAttacks }).length;
    console.log(`database attacks tried and found: ${kinds * rounds}, seed ${seed}`);
    expect(await verifyHere()).toMatchObject({ ok: true });
  });
});

/** A log so broken that its export breaks off is found, too. */
async function brokenOrRefused(
  read: () => Promise<string>,
  problemOf: (text: string) => string | null,
): Promise<string | null> {
  try {
    return problemOf(await read());
  } catch (error) {
    return `the export broke off: ${String(error)}`;
  }
}

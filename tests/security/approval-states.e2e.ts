import fc from 'fast-check';
import { ApprovalExpiry } from '../../server/approvals/approval-expiry.service.js';
import { eventually } from '../../server/testing/eventually.js';
import { lift } from '../../server/testing/agents-room.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { ApprovalDesk } from './approval-desk.js';
import { steps, type Model, type Real } from './approval-model.js';

const seed = Number(process.env.CLAWBUTLER_TEST_SEED ?? 20_261_127);
const wanted = 20_000;
const forMs = 75_000;
/** Each with a gateway of its own, all on one server. */
const streams = 6;

interface Row {
  id: string;
  external_id: string;
  connector_id: string;
  state: string;
  decision: string | null;
  delivery: string;
  decided: number;
  expired: number;
  cancelled: number;
  delivered: number;
}

const perApproval = `select a.id, a.external_id, a.connector_id, a.state, a.decision, a.delivery,
    count(*) filter (where e.type = 'approval.decided' and e.outcome = 'SUCCESS')::int as decided,
    count(*) filter (where e.type = 'approval.expired')::int as expired,
    count(*) filter (where e.type = 'approval.cancelled')::int as cancelled,
    count(*) filter (where e.type = 'approval.delivered')::int as delivered
  from approvals a left join domain_events e on e.org_id = a.org_id and e.subject_type = 'approval' and e.subject_id = a.id::text
  group by a.id, a.external_id, a.connector_id, a.state, a.decision, a.delivery`;

const terminalEvent: Record<string, 'decided' | 'expired' | 'cancelled'> = {
  ...{ APPROVED: 'decided', REJECTED: 'decided', EXPIRED: 'expired', CANCELLED: 'cancelled' },
};

let app: TestApp;
let world: World;
let reals: Real[];
const ran = { count: 0 };

beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  const people = await Promise.all(
    (['APPROVER', 'OPERATOR', 'ADMIN'] as const).map((role) => world.member(role)),
  );
  const sweep = () => app.app.get(ApprovalExpiry, { strict: false }).sweep();
  reals = [];
  for (let n = 0; n < streams; n++) {
    const desk = await ApprovalDesk.open(app, world.owner, `Gateway ${n}`);
    reals.push({ desk, people, owner: world.owner, sweep, order: null, ran });
  }
});
afterAll(async () => {
  for (const { desk } of reals) await desk.close();
  await app.stop();
});

/** Runs of random commands against one gateway until the time is over or enough were run. */
async function stream(real: Real, n: number): Promise<void> {
  const end = Date.now() + forMs;
  const commands = fc.commands(steps, { maxCommands: 60, size: 'max' });
  const property = fc.asyncProperty(commands, async (all) => {
    if (Date.now() > end || ran.count >= wanted) return;
    await fc.asyncModelRun(() => ({ model: { approvals: [], killed: false } as Model, real }), all);
    if (real.order !== null) await lift(real.owner, real.order);
    real.order = null;
  });
  await fc.assert(property, { seed: seed + n, numRuns: 2000, endOnFailure: true });
}

describe('D4: the life of approvals, against a model', () => {
  it('goes as the model says, whatever happens in whatever order', async () => {
    await Promise.all(reals.map(stream));
    expect(ran.count).toBeGreaterThan(1000);
  });

  it('leaves one terminal decision with its audit row, and at most one delivery, of each', async () => {
    const rows = await eventually(async () => {
      const found = await reals[0]!.desk.query<Row>(perApproval);
      return !found.some(({ delivery }) => delivery === 'QUEUED') && found;
    }, 'every decision to be delivered');
    expect(rows.filter((row) => !isWhole(row))).toEqual([]);
    expect(rows.filter(contradictsGateway)).toEqual([]);
    process.stderr.write(
      `D4: ${ran.count} commands on ${rows.length} approvals in ${streams} streams: ` +
        `one terminal decision, one audit row, at most one delivery each, seed ${seed}\n`,
    );
  });

  function isWhole(row: Row): boolean {
    const ends = row.decided + row.expired + row.cancelled;
    if (row.state === 'PENDING') return ends === 0 && row.delivered === 0;
    return ends === 1 && row[terminalEvent[row.state]!] === 1 && row.delivered <= 1;
  }

  /** The gateway was told yes only where we recorded a yes, and never twice with effect. */
  function contradictsGateway(row: Row): boolean {
    const { gateway } = reals.find(({ desk }) => desk.connectorId === row.connector_id)!.desk;
    const held = gateway.held.get(row.external_id)!;
    return held.applied > 1 || (held.decision?.startsWith('allow') === true && row.state !== 'APPROVED');
  }
});

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { engage, lift } from '../testing/agents-room.js';
import { ApprovalsRoom } from '../testing/approvals-room.js';
import { asksToRun } from '../testing/gateway-voice.js';
import { settled } from '../testing/recorded-events.js';
import { storedEvents } from '../testing/stored-events.js';
import { ApprovalIntake } from './approval-intake.service.js';

/** Too long for the index on runs and not to be compressed: cannot be stored. */
const unstorable = () => ({ runId: randomBytes(2048).toString('hex'), toolCallId: 'call' });

describe('the intake', () => {
  let room: ApprovalsRoom;
  let intake: ApprovalIntake;
  let count = 0;
  beforeAll(async () => {
    room = await ApprovalsRoom.open(['main', 'gov']);
    intake = room.app.app.get(ApprovalIntake);
  });
  afterAll(() => room.close());

  const asks = (command: string, id = `id-${++count}`, agent = 'main') => asksToRun(command, id, agent);
  const take = (...requests: Parameters<ApprovalIntake['take']>[1]) => intake.take(room.peer, requests);
  const ids = (requests: readonly { externalId: string }[]) => requests.map(({ externalId }) => externalId);
  const stored = async (requests: readonly { externalId: string }[]) =>
    (await room.requests()).filter((row) => ids(requests).includes(row.external_id));
  const told = async (...wanted: { externalId: string }[]) =>
    (await room.told()).filter((line) => ids(wanted).includes(line.split(' ')[1]!));

  it('takes the same request once, in one batch and the next', async () => {
    const one = asks('echo once');
    const other = asks('echo other');
    await take(one, other, { ...one }, { ...other });
    await take(one);
    expect(ids((await stored([one, other])).map((row) => ({ externalId: row.external_id })))).toEqual(
      ids([one, other]),
    );
    expect(await told(one, other)).toEqual([
      `approval.asked ${one.externalId}`,
      `approval.asked ${other.externalId}`,
    ]);
  });

  it('refuses another action under an id of the same batch, once', async () => {
    const shown = asks('echo shown');
    const behind = asks('echo behind');
    const swapped = asks('rm -rf /', shown.externalId);
    await take(shown, swapped, behind, swapped, asks('echo third', shown.externalId));
    await take(swapped);
    const [row] = await stored([shown]);
    expect(row).toMatchObject({ state: 'REJECTED', decision: 'DENY', delivery: 'QUEUED' });
    expect(row!.canonical_action).toContain('echo shown');
    expect((await stored([behind]))[0]).toMatchObject({ state: 'PENDING' });
    expect(await told(shown, behind)).toEqual([
      `approval.asked ${shown.externalId}`,
      `approval.asked ${behind.externalId}`,
      `approval.digest_mismatch ${shown.externalId}`,
      `approval.decided ${shown.externalId}`,
    ]);
  });

  it.each([
    ['a run that no index takes', unstorable],
    ['an id that is no text', () => ({ externalId: 'broken-\ud800' })],
    ['an id that PostgreSQL cannot store', () => ({ externalId: 'zero-\u0000' })],
  ])('keeps one request that cannot be taken from holding up others: %s', async (_why, poison) => {
    const many = Array.from({ length: 450 }, (_, n) => asks(`echo ${n}`));
    const poisonous = { ...many[3]!, ...poison() };
    const good = many.filter((_, n) => n !== 3);
    const failure = await take(...many.slice(0, 3), poisonous, ...many.slice(4)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Error);
    expect((await stored(good)).map((row) => row.state)).toEqual(good.map(() => 'PENDING'));
    expect(await told(...good)).toEqual(good.map(({ externalId }) => `approval.asked ${externalId}`));
    expect(await stored([poisonous])).toEqual([]);
    // Alone it fails as before: the link starts over.
    await expect(take(poisonous)).rejects.toThrow((failure as Error).message);
  });

  it('takes nothing while the log cannot be written, and says so', async () => {
    const owner = new pg.Client({ connectionString: room.app.database.ownerUrl });
    await owner.connect();
    const requests = [asks('echo unlogged'), asks('echo unlogged too')];
    await owner.query('revoke insert on event_payloads from clawbutler_app');
    const failure = await take(...requests).catch((error: unknown) => error);
    await owner.query('grant insert on event_payloads to clawbutler_app');
    await owner.end();
    expect(failure).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(await stored(requests)).toEqual([]);
  });

  it('lets policies decide in the middle of a batch, each in its own name', async () => {
    await room.policy({ name: 'Lists', effect: 'ALLOW', commands: ['ls *'] });
    await room.policy({ name: 'No removal', effect: 'DENY', commands: ['rm *'] });
    const [before, allowed, between, denied, after] = [
      ...[asks('echo before'), asks('ls /srv'), asks('echo between')],
      ...[asks('rm -rf /srv'), asks('echo after')],
    ];
    const all = [before!, allowed!, between!, denied!, after!];
    await take(...all);
    expect((await stored(all)).map(({ state, decision, delivery }) => [state, decision, delivery])).toEqual([
      ['PENDING', null, 'NONE'],
      ['APPROVED', 'ALLOW_ONCE', 'QUEUED'],
      ['PENDING', null, 'NONE'],
      ['REJECTED', 'DENY', 'QUEUED'],
      ['PENDING', null, 'NONE'],
    ]);
    expect(await told(...all)).toEqual(
      [
        ...([
          ['asked', before],
          ['asked', allowed],
          ['decided', allowed],
          ['asked', between],
        ] as const),
        ...([
          ['asked', denied],
          ['decided', denied],
          ['asked', after],
        ] as const),
      ].map(([what, request]) => `approval.${what} ${request!.externalId}`),
    );
    const decided = (
      await storedEvents(room.app.database, room.peer.organizationId, ['approval.decided'])
    ).slice(-2);
    expect(decided.map((event) => event.actor_kind)).toEqual(['POLICY', 'POLICY']);
    expect(new Set(decided.map((event) => event.actor_id)).size).toBe(2);
    const queued = await room.rows<{ payload: object; subject_id: string }>(
      `select payload, subject_id from connector_commands where org_id = $1 and kind = 'approval.resolve' order by id desc limit 2`,
    );
    const rows = await stored([allowed!, denied!]);
    expect(queued.reverse()).toEqual([
      { payload: { decision: 'ALLOW_ONCE' }, subject_id: rows[0]!.id },
      { payload: { decision: 'DENY' }, subject_id: rows[1]!.id },
    ]);
  });

  it('denies what a stopped agent asks, and only that', async () => {
    const [agent] = await room.rows<{ id: string }>(
      `select id from agents where org_id = $1 and external_id = 'gov'`,
    );
    const order = await engage(room.world.owner, { scope: 'AGENT', targetId: agent!.id, reason: 'test' });
    const requests = [
      asks('echo free'),
      asks('echo held', undefined, 'gov'),
      asks('echo unknown', undefined, 'who'),
    ];
    await take(...requests);
    await lift(room.world.owner, order.id);
    const later = asks('echo lifted', undefined, 'gov');
    await take(later);
    expect((await stored([...requests, later])).map((row) => [row.agent_id !== null, row.state])).toEqual([
      [true, 'PENDING'],
      [true, 'REJECTED'],
      [false, 'PENDING'],
      [true, 'PENDING'],
    ]);
  });

  it('tells of many in the order in which they were asked, also in the sealed log', async () => {
    const many = Array.from({ length: 450 }, (_, n) => asks(`echo many ${n}`));
    await take(...many);
    await settled(room.app, room.world.owner);
    const sealed = await room.rows<{ external_id: string }>(
      `select a.external_id from domain_events e join approvals a on a.org_id = e.org_id and a.id::text = e.subject_id
       where e.org_id = $1 and a.external_id = any ($2) order by e.seq`,
      [ids(many)],
    );
    expect(sealed.map((row) => row.external_id)).toEqual(ids(many));
    expect((await stored(many)).map((row) => row.external_id)).toEqual(ids(many));
  });

  it('may hear two sessions at once', async () => {
    const many = Array.from({ length: 300 }, (_, n) => asks(`echo twice ${n}`));
    await Promise.all([take(...many), take(...many.toReversed())]);
    expect(await stored(many)).toHaveLength(many.length);
    expect(await told(...many)).toHaveLength(many.length);
  });
});

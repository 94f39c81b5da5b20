import type { GatewayEvent } from '../connectors/openclaw/frames.js';
import { ApprovalsRoom } from '../testing/approvals-room.js';
import { ApprovalFeed } from './approval-feed.service.js';

const history = 'approval.history';
const command = (id: string) => `echo ${id}`;

function event(name: string, payload: object): GatewayEvent {
  return { type: 'event', event: name, payload, seq: null, raw: {} };
}

const asked = (id: string, now = Date.now()) =>
  event('exec.approval.requested', {
    id,
    request: { command: command(id), agentId: 'main' },
    createdAtMs: now,
    expiresAtMs: now + 600_000,
  });
const denied = (id: string) =>
  event('exec.approval.resolved', { id, decision: 'deny', resolvedBy: 'somebody', ts: Date.now() });

/** A request that ended, as the gateway's history tells it. */
const ended = (id: string, status: string, at = Date.now()) => ({
  ...{
    id,
    status,
    decision: status === 'allowed' ? 'allow-once' : 'deny',
    resolvedAtMs: at,
    createdAtMs: at - 5000,
  },
  presentation: { kind: 'exec', commandText: command(id), agentId: 'main' },
  resolver: { kind: 'runtime', id: 'somebody' },
});

describe('the feed of approvals', () => {
  let room: ApprovalsRoom;
  let feed: ApprovalFeed;
  beforeAll(async () => {
    room = await ApprovalsRoom.open(['main'], [history, 'exec.approval.list']);
    room.gateway.answers.set('exec.approval.list', () => []);
    feed = room.app.app.get(ApprovalFeed);
  });
  afterAll(() => room.close());

  const told = async (prefix: string) => (await room.told()).filter((line) => line.includes(` ${prefix}`));
  const states = async (prefix: string) =>
    (await room.requests())
      .filter((row) => row.external_id.startsWith(prefix))
      .map((row) => `${row.external_id} ${row.state}`);

  it('takes events in their order, however many come together', async () => {
    await feed.onEvents(room.peer, [
      ...[asked('a-1'), asked('a-2'), event('presence', {}), denied('a-1')],
      ...[asked('a-3'), denied('a-3'), asked('a-4'), denied('a-5'), asked('a-5')],
    ]);
    expect(await told('a-')).toEqual([
      ...['approval.asked a-1', 'approval.asked a-2', 'approval.decided a-1', 'approval.asked a-3'],
      ...['approval.decided a-3', 'approval.asked a-4', 'approval.asked a-5'],
    ]);
    expect(await states('a-')).toEqual([
      ...['a-1 REJECTED', 'a-2 PENDING', 'a-3 REJECTED', 'a-4 PENDING', 'a-5 PENDING'],
    ]);
  });

  it('learns at a session what ended meanwhile: what is open here ends, what nobody heard of is imported, once', async () => {
    await feed.onEvents(room.peer, [asked('b-open'), asked('b-done'), denied('b-done')]);
    const items = [
      ...[ended('b-new', 'allowed'), ended('b-open', 'denied'), ended('b-done', 'denied')],
      ...[ended('b-new', 'allowed'), ended('b-late', 'expired')],
    ];
    room.gateway.answers.set(history, () => ({ items }));
    await feed.onSession(room.peer);
    await feed.onSession(room.peer);
    expect(await states('b-')).toEqual([
      ...['b-open REJECTED', 'b-done REJECTED', 'b-late EXPIRED', 'b-new APPROVED'],
    ]);
    expect(await told('b-')).toEqual([
      ...['approval.asked b-open', 'approval.asked b-done', 'approval.decided b-done'],
      // The history is newest first; it is learnt oldest first.
      ...['approval.imported b-late', 'approval.imported b-new', 'approval.decided b-open'],
    ]);
    const [row] = await room.rows(
      `select decision, decision_source, delivery, outcome, resolved_elsewhere_by, agent_id is not null as known_agent,
         extract(epoch from decided_at - asked_at)::int as seconds
       from approvals where org_id = $1 and external_id = 'b-new'`,
    );
    expect(row).toEqual({
      ...{ decision: 'ALLOW_ONCE', decision_source: 'ELSEWHERE', delivery: 'NONE', outcome: 'UNKNOWN' },
      ...{ resolved_elsewhere_by: 'somebody', known_agent: true, seconds: 5 },
    });
  });

  it('imports all that can be kept, and says that something could not', async () => {
    const items = Array.from({ length: 450 }, (_, n) => ended(n === 7 ? 'c-\u0000' : `c-${n}`, 'denied'));
    room.gateway.answers.set(history, () => ({ items }));
    await expect(feed.onSession(room.peer)).rejects.toThrow();
    expect(await told('c-')).toHaveLength(449);
  });
});

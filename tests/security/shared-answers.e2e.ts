import { Metrics } from '../../server/platform/telemetry/metrics.js';
import type { Actor } from '../../server/testing/actor.js';
import type { Subscription } from '../../server/testing/graphql-socket.js';
import { createTestApp, type TestApp } from '../../server/testing/test-app.js';
import { createWorld, type World } from '../../server/testing/world.js';
import { ApprovalDesk, type Asked } from './approval-desk.js';

const inbox = `subscription ($after: Seq) { approvalChanged(after: $after) { ... on ApprovalChange {
  type approval { id state digest viewerCanDecide viewerCannotDecideReason connector { name } } } } }`;

interface Told {
  approvalChanged: {
    type: string;
    approval: {
      id: string;
      state: string;
      viewerCanDecide: boolean;
      viewerCannotDecideReason: string | null;
    };
  };
}

let app: TestApp;
let world: World;
let desk: ApprovalDesk;
const open: Subscription<Told>[] = [];
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
  desk = await ApprovalDesk.open(app, world.owner);
});
afterEach(() => {
  for (const subscription of open.splice(0)) subscription.stop();
});
afterAll(async () => {
  await desk.close();
  await app.stop();
});

function follow(by: Actor): Subscription<Told> {
  const subscription = by.subscribe<Told>(inbox, { after: 0 });
  open.push(subscription);
  return subscription;
}

/** What a subscriber is told about one request, once it is in this state. */
async function heard(subscription: Subscription<Told>, { id }: Asked, type = 'approval.asked') {
  for (;;) {
    const { approvalChanged: told } = await subscription.next();
    if (told.type === type && told.approval.id === id) return told.approval;
  }
}

const executions = async () => (await app.app.get(Metrics).liveExecutions.get()).values[0]?.value ?? 0;

describe('B6: one event told to viewers of different rights', () => {
  it('says to each what they may do, and is worked out once for equals', async () => {
    const [viewer, another] = [await world.member('VIEWER'), await world.member('VIEWER')];
    const token = await world.serviceToken(['approvals:read', 'approvals:decide', 'connectors:read']);
    const people = [world.owner, viewer, another, await world.member('APPROVER'), token].map(follow);
    const [first] = await desk.ask(1);
    for (const one of people) await heard(one, first!);
    const before = await executions();
    const [asked] = await desk.ask(1);
    const [owner, mine, theirs, approver, automation] = await Promise.all(
      people.map((one) => heard(one, asked!)),
    );
    expect(await executions()).toBe(before + 4);
    expect(owner).toMatchObject({ viewerCanDecide: true, viewerCannotDecideReason: null });
    expect(approver).toMatchObject({ viewerCanDecide: true });
    expect(mine).toMatchObject({
      viewerCanDecide: false,
      viewerCannotDecideReason: 'Your role here does not decide approvals.',
    });
    expect(theirs).toEqual(mine);
    expect(automation).toMatchObject({
      viewerCanDecide: false,
      viewerCannotDecideReason: 'Only a person decides approvals.',
    });
  });

  it('gives a member of another role the other answer after they reconnect, and none before', async () => {
    const person = await world.member('APPROVER');
    const subscription = follow(person);
    const [asked] = await desk.ask(1);
    expect(await heard(subscription, asked!)).toMatchObject({ viewerCanDecide: true });
    await world.owner.gql('mutation ($id: ID!) { changeMemberRole(userId: $id, role: VIEWER) { id } }', {
      id: person.userId,
    });
    expect((await subscription.socket.closed).code).toBe(4403);
    expect(await heard(follow(person), asked!)).toMatchObject({ viewerCanDecide: false });
  });

  it('tells who resumes how a request stands by now', async () => {
    const quick = follow(world.owner);
    const [asked] = await desk.ask(1);
    await heard(quick, asked!);
    expect(await desk.decide(world.owner, asked!, 'DENY')).toBe('Approval');
    expect(await heard(quick, asked!, 'approval.decided')).toMatchObject({ state: 'REJECTED' });
    const late = follow(await world.member('VIEWER'));
    expect(await heard(late, asked!, 'approval.decided')).toMatchObject({ state: 'REJECTED' });
  });
});

import { Doorbell } from '../platform/live/doorbell.js';
import type { Subscription } from '../testing/graphql-socket.js';
import { recordEvents, settled } from '../testing/recorded-events.js';
import { createTestApp, type TestApp } from '../testing/test-app.js';
import { createWorld, type World } from '../testing/world.js';

const activity = `subscription ($after: Seq) { activity(after: $after) {
  ... on ActivityEvent { seq event { type summary before after credentialId } }
  ... on GapNotice { seq reason } } }`;

interface Delivered {
  activity: {
    seq: number;
    reason?: string;
    event?: { type: string; after: unknown; before: unknown; credentialId: unknown };
  };
}

const backends = process.env.CLAWBUTLER_TEST_VALKEY_URL ? [false, true] : [false];

describe.each(backends.map((valkey) => ({ valkey })))('the activity feed, valkey: $valkey', ({ valkey }) => {
  let app: TestApp;
  let world: World;
  const open: Subscription<Delivered>[] = [];

  beforeAll(async () => {
    app = await createTestApp({ valkey });
    world = await createWorld(app);
  });
  afterEach(() => {
    for (const subscription of open.splice(0)) subscription.stop();
  });
  afterAll(() => app.stop());

  const record = (count: number, type = 'policy.updated') =>
    recordEvents(app, world.owner, count, (n) => ({
      type,
      subject: { type: 'policy', label: `Policy ${n}` },
      after: { n },
    }));
  const follow = (after?: number | null, by = world.owner) => {
    const subscription = by.subscribe<Delivered>(activity, { after: after ?? null });
    open.push(subscription);
    return subscription;
  };
  const take = async (subscription: Subscription<Delivered>, count: number) => {
    const seqs: number[] = [];
    while (seqs.length < count) seqs.push((await subscription.next()).activity.seq);
    return seqs;
  };
  const sequence = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

  it('resumes after a position: everything since, in order, then what comes, without gaps', async () => {
    await record(50);
    const size = await settled(app, world.owner);
    const subscription = follow(size - 30);
    expect(await take(subscription, 30)).toEqual(sequence(size - 29, 30));
    await record(40);
    expect(await take(subscription, 40)).toEqual(sequence(size + 1, 40));
  });

  it('gives a slow reader from the start the same as a quick one', async () => {
    await record(700);
    const size = await settled(app, world.owner);
    const [one, other] = [follow(0), follow(size - 5)];
    expect(await take(other, 5)).toEqual(sequence(size - 4, 5));
    expect(await take(one, size)).toEqual(sequence(1, size));
  });

  it('serves everyone of a crowd that comes at the same moment, wherever each starts', async () => {
    await record(20);
    const size = await settled(app, world.owner);
    const crowd = Array.from({ length: 12 }, (_, n) => follow(size - 1 - n));
    const taken = await Promise.all(crowd.map((subscription, n) => take(subscription, n + 1)));
    expect(taken).toEqual(crowd.map((_, n) => sequence(size - n, n + 1)));
  });

  it('tells of a gap instead of losing events', async () => {
    const size = await settled(app, world.owner);
    const { activity: notice } = await follow(size + 1000).next();
    expect(notice).toEqual({ seq: size, reason: expect.stringMatching(/shorter/) });
  });

  it('carries no details, and nothing about credentials to whoever may not read about them', async () => {
    const viewer = await world.member('VIEWER');
    const size = await settled(app, world.owner);
    const subscription = follow(size, viewer);
    await record(1, 'service_token.created');
    await record(1);
    const { activity: first } = await subscription.next();
    expect(first.event).toMatchObject({
      type: 'policy.updated',
      before: null,
      after: null,
      credentialId: null,
    });
  });

  it('delivers within a second and a half when every doorbell is lost', async () => {
    const size = await settled(app, world.owner);
    const subscription = follow(size);
    await record(1);
    await subscription.next();
    const bell = app.app.get(Doorbell);
    const ring = bell.ring.bind(bell);
    bell.ring = () => undefined;
    try {
      const startedAt = performance.now();
      await record(1);
      await settled(app, world.owner);
      await subscription.next(3000);
      expect(performance.now() - startedAt).toBeLessThan(1500);
    } finally {
      bell.ring = ring;
    }
  });

  it('ends at once when the reader completes it, while nothing happens', async () => {
    const size = await settled(app, world.owner);
    const socket = world.owner.socket();
    await socket.opened;
    const results = socket.client.iterate<Delivered>({ query: activity, variables: { after: size } });
    const waiting = results.next();
    await record(1);
    expect((await waiting).done).toBe(false);
    await results.return?.();
    // The same socket can go on: its limit of subscriptions is not used up by ended ones.
    for (let i = 0; i < 60; i++) {
      const again = socket.client.iterate<Delivered>({ query: activity, variables: { after: size } });
      expect((await again.next()).value.data.activity.seq).toBe(size + 1);
      await again.return?.();
    }
    socket.close();
  });

  it('refuses whoever belongs to no organisation here', async () => {
    const other = await world.organization('Elsewhere');
    const foreign = world.as(other.owner, world.home.id).subscribe(activity, {});
    await expect(foreign.next()).rejects.toMatchObject({ code: 4403 });
  });
});

import type { EventRow } from '../events/event-row.js';
import { Log } from '../telemetry/log.js';
import { Follower, OrganizationFeed } from './organization-feed.js';

/** A feed over a log of numbered rows that can grow; `size` answers when the test lets it. */
function feedOver(length: number) {
  const reads: number[] = [];
  const state = { length, reads, answerSize: () => undefined as void };
  const size = () =>
    new Promise<number>((resolve) => {
      state.answerSize = () => resolve(state.length);
    });
  const after = (position: number) => {
    reads.push(position);
    const rows = Array.from({ length: state.length - position }, (_, i) => ({ seq: `${position + 1 + i}` }));
    return Promise.resolve(rows as EventRow[]);
  };
  return { feed: new OrganizationFeed('org', { size, after, pageSize: 500 }, new Log('silent')), state };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the feed of one organisation', () => {
  it('begins at the end of the log, also when the doorbell rang while it asked where that is', async () => {
    const { feed, state } = feedOver(700);
    const ready = feed.ready();
    feed.look();
    state.answerSize();
    await ready;
    expect(state.reads).toEqual([]);
    // Older rows are the database's to give, and nobody behind the end is left waiting for it to grow.
    expect(feed.after(695)).toBeNull();
    await feed.grown(695, new Follower(new AbortController().signal));
    expect(feed.after(700)).toEqual([]);
    feed.close();
  });

  it('asks once for all who come at the same moment', async () => {
    const { feed, state } = feedOver(3);
    const both = [feed.ready(), feed.ready()];
    state.answerSize();
    await Promise.all(both);
    expect(both[0]).toBe(both[1]);
    feed.close();
  });

  it('wakes who waits when the log grows, and gives the new rows from memory', async () => {
    const { feed, state } = feedOver(3);
    const ready = feed.ready();
    state.answerSize();
    await ready;
    const grown = feed.grown(3, new Follower(new AbortController().signal));
    state.length = 5;
    feed.look();
    await grown;
    expect(feed.after(3)?.map((row) => row.seq)).toEqual(['4', '5']);
    await turn();
    feed.close();
  });

  it('lets go at once of who is gone, and of everybody when it closes', async () => {
    const { feed, state } = feedOver(3);
    const ready = feed.ready();
    state.answerSize();
    await ready;
    const [gone, staying] = [new AbortController(), new AbortController()];
    const left = feed.grown(3, new Follower(gone.signal));
    let stays = true;
    const stayed = feed.grown(3, new Follower(staying.signal)).then(() => (stays = false));
    gone.abort();
    await left;
    await turn();
    expect(stays).toBe(true);
    feed.close();
    await stayed;
  });

  it('tells many followers what comes in quick succession together, and the first of it at once', async () => {
    const { feed, state } = feedOver(3);
    feed.followers = 1000;
    const ready = feed.ready();
    state.answerSize();
    await ready;
    const follower = new Follower(new AbortController().signal);
    for (const length of [4, 5, 6, 7]) {
      state.length = length;
      feed.look();
      await turn();
    }
    expect(feed.after(3)?.map((row) => row.seq)).toEqual(['4']);
    await feed.grown(4, follower);
    expect(feed.after(4)?.map((row) => row.seq)).toEqual(['5', '6', '7']);
    expect(state.reads).toEqual([3, 4]);
    feed.close();
  });
});

import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { startPrivateValkey } from '../../../scripts/testing/private-valkey.mjs';
import { eventually } from '../../testing/eventually.js';
import { readRows } from '../../testing/stored-events.js';
import { createTestApp, type TestApp } from '../../testing/test-app.js';
import { createWorld, type World } from '../../testing/world.js';
import { reactionQueue, scheduleQueue } from './queue-names.js';

const add = 'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }';
const input = { name: 'spare', url: 'ws://127.0.0.1:1', auth: 'TOKEN', secret: 'T' };
const refillMs = 10_000;
/** Without Valkey there is nothing that forgets. */
const losses = process.env.CLAWBUTLER_TEST_VALKEY_URL
  ? (['none', 'flushed', 'killed'] as const)
  : (['none'] as const);

describe.each(losses)('the queue, when what it holds is lost: %s', (loss) => {
  let valkey: NonNullable<Awaited<ReturnType<typeof startPrivateValkey>>> | undefined;
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    if (loss !== 'none') valkey = await startPrivateValkey();
    app = await createTestApp(valkey ? { env: { CLAWBUTLER_VALKEY_URL: valkey.url } } : {});
    world = await createWorld(app);
  });

  afterAll(async () => {
    await app?.stop();
    await valkey?.stop();
  });

  const queue = (name: string): Queue => app.app.get(getQueueToken(name), { strict: false });
  const rows = <T>(sql: string) => readRows<T>(app.database, world.home.id, sql);
  const relayed = async () => {
    const [head] = await rows<{ all: boolean }>('select relayed_seq = size as all from audit_heads');
    return head?.all;
  };
  const reacted = async () => (await rows('select 1 from reaction_receipts')).length > 0;

  async function lose(): Promise<void> {
    if (loss === 'flushed') {
      const client = new Redis(valkey!.url);
      await client.flushall();
      client.disconnect();
    } else if (loss === 'killed') {
      const { pid, exited, place } = valkey!;
      process.kill(pid, 'SIGKILL');
      await exited;
      valkey = await startPrivateValkey(place);
    } else await queue(reactionQueue).resume();
  }

  it(`is filled again out of PostgreSQL within ${refillMs / 1000} s: reactions and timetable`, async () => {
    const timetable = (await queue(scheduleQueue).getJobSchedulers()).map(({ key }) => key).sort();
    expect(timetable.length).toBeGreaterThan(2);
    await queue(reactionQueue).pause();
    await world.owner.gql(add, { input });
    await eventually(relayed, 'the events to be queued');
    expect(await reacted()).toBe(false);
    await lose();
    const began = performance.now();
    await eventually(reacted, 'the reaction', refillMs);
    await eventually(
      async () => (await queue(scheduleQueue).getJobSchedulers()).length === timetable.length,
      'the timetable',
      refillMs,
    );
    console.log(`queue lost (${loss}): filled again after ${Math.round(performance.now() - began)} ms`);
    expect((await queue(scheduleQueue).getJobSchedulers()).map(({ key }) => key).sort()).toEqual(timetable);
  });
});

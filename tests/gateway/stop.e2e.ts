import type { GatewayConnection } from '../../server/connectors/openclaw/gateway-connection.js';
import type { JsonRecord } from '../../server/connectors/openclaw/loose-json.js';
import { readConfig } from '../../server/connectors/openclaw/read-config.js';
import { applyStop, liftStop, renewStop, verifyStop } from '../../server/connectors/openclaw/stop-levers.js';
import type { StopRecord, StopScope } from '../../server/connectors/openclaw/stop-record.js';
import { isIdle, runningWork } from '../../server/connectors/openclaw/stop-work.js';
import { START_LIMIT_MS, startRealGateway, type RealGateway } from './harness/real-gateway.js';
import { until } from '../labs/until.js';
import { WatchedLink } from './harness/watched-link.js';

const MAIN: StopScope = { kind: 'agent', agentId: 'main' };
const ALL: StopScope = { kind: 'connector' };

let gateway: RealGateway;
let watched: WatchedLink;
let connection: GatewayConnection;
let marks = 0;

beforeAll(async () => {
  const entries = { main: { tools: { deny: ['browser'] } }, second: {} };
  gateway = await startRealGateway({ execMode: 'full', config: { agents: { entries } } });
  watched = new WatchedLink({ url: gateway.url, credentials: { token: gateway.token } });
  connection = await watched.connection();
}, START_LIMIT_MS);

afterAll(async () => {
  watched?.stop();
  await gateway?.stop();
});

/** The configuration without the gateway's own bookkeeping. */
async function configuration(): Promise<JsonRecord> {
  const { meta: _meta, ...written } = (await readConfig(connection))?.written ?? {};
  return written;
}

/** Sends an agent a message and tells how it ended and how often the model was asked. */
async function say(agentId: string, what = ''): Promise<{ state: string; text: string; calls: number }> {
  const mark = `mark-${(marks += 1)}-end`;
  const run = await gateway.chat(`${mark} ${what}`, `agent:${agentId}:${mark}`);
  const { state, text } = await run.ended;
  return { state, text, calls: gateway.stub.callsAbout(mark) };
}

describe('stopping one agent', () => {
  let before: JsonRecord;
  let record: StopRecord;
  const stored: StopRecord[] = [];

  it('ends what runs: a model call, a command, a command in the background', async () => {
    before = await configuration();
    const runs = [await gateway.chat('think [[sleep:90000]]'), await gateway.runAgentCommand('sleep 401')];
    await say('main', '[[tool:exec:{"command":"sleep 402","background":true}]]');
    const working = async () => {
      const { sessionKeys, taskIds } = await runningWork(connection, MAIN);
      return sessionKeys.length === 2 && taskIds.length > 0;
    };
    await until(working, { what: 'two runs and a background task' });
    const report = await applyStop(connection, MAIN, {
      onRecord: async (restore) => void stored.push(restore),
    });
    expect(report).toMatchObject({ confirmed: true, words: [expect.stringContaining('nothing of it runs')] });
    record = report.restore;
    expect(stored.at(-1)).toEqual(record);
    for (const run of runs) expect((await run.ended).state).toBe('aborted');
    expect(isIdle(await runningWork(connection, MAIN))).toBe(true);
  });

  it('lets nothing new start: no model call, no tool, whichever way in', async () => {
    expect(await say('main', '[[exec:touch ran-while-stopped]]')).toMatchObject({ state: 'error', calls: 0 });
    const key = 'agent:main:override';
    await connection.request('sessions.create', { key, agentId: 'main' });
    await connection.request('sessions.patch', { key, model: 'stub/stub-1' }).catch(() => undefined);
    const run = await gateway.chat('override-mark [[exec:touch ran-while-stopped]]', key);
    expect((await run.ended).state).toBe('error');
    const job = (await connection.request('cron.add', {
      name: 'sneaky',
      enabled: true,
      agentId: 'main',
      schedule: { kind: 'every', everyMs: 3_600_000 },
      sessionTarget: 'isolated',
      wakeMode: 'now',
      payload: { kind: 'agentTurn', message: 'cron-mark', model: 'stub/stub-1' },
      delivery: { mode: 'none' },
    })) as { id: string };
    await connection.request('cron.run', { id: job.id, mode: 'force' });
    const finished = async () => {
      const { entries } = (await connection.request('cron.runs', { id: job.id, limit: 5 })) as {
        entries: JsonRecord[];
      };
      return entries.find(({ action }) => action === 'finished');
    };
    expect(await until(finished, { what: 'the automation to be refused' })).toMatchObject({
      status: 'error',
    });
    await connection.request('cron.remove', { id: job.id });
    expect([gateway.stub.callsAbout('override-mark'), gateway.stub.callsAbout('cron-mark')]).toEqual([0, 0]);
    expect(await gateway.has('ran-while-stopped')).toBe(false);
  });

  it('leaves other agents alone', async () => {
    expect(await say('second')).toMatchObject({ state: 'final', calls: 1 });
  });

  it('is idempotent and tells drift', async () => {
    const again = await applyStop(connection, MAIN, { earlier: record });
    expect(again).toMatchObject({ confirmed: true, restore: record });
    const config = await readConfig(connection);
    const raw = JSON.stringify({ agents: { entries: { main: { model: { primary: 'stub/stub-1' } } } } });
    await connection.request('config.patch', { raw, baseHash: config?.hash });
    const drifted = await verifyStop(connection, record);
    expect(drifted).toMatchObject({
      confirmed: false,
      words: [expect.stringContaining('agents.entries.main.model')],
    });
    const renewed = await renewStop(connection, record);
    expect(renewed.confirmed).toBe(true);
    expect(await say('main')).toMatchObject({ state: 'error', calls: 0 });
  });

  it(
    'outlives a crash of the gateway',
    async () => {
      await gateway.restart();
      connection = await watched.connection();
      expect(await renewStop(connection, record)).toMatchObject({ confirmed: true });
      expect(await say('main', '[[exec:touch ran-after-restart]]')).toMatchObject({
        state: 'error',
        calls: 0,
      });
      expect(await gateway.has('ran-after-restart')).toBe(false);
    },
    START_LIMIT_MS,
  );

  it('lifted restores the configuration exactly, and the agent works', async () => {
    expect(await liftStop(connection, record)).toMatchObject({ confirmed: true, words: [] });
    expect(await configuration()).toEqual(before);
    expect(await say('main')).toMatchObject({ state: 'final', calls: 1 });
    // A second lift finds nothing to do.
    expect(await liftStop(connection, record)).toMatchObject({ confirmed: true, words: [] });
  });
});

describe('stopping everything', () => {
  it('closes every agent, keeps a stop of one agent, and lifts exactly', async () => {
    const before = await configuration();
    const one = await applyStop(connection, MAIN);
    const all = await applyStop(connection, ALL);
    expect([one.confirmed, all.confirmed]).toEqual([true, true]);
    for (const agent of ['main', 'second'])
      expect(await say(agent)).toMatchObject({ state: 'error', calls: 0 });
    const lifted = await liftStop(connection, all.restore, [one.restore]);
    expect(await say('main')).toMatchObject({ state: 'error', calls: 0 });
    expect(await say('second')).toMatchObject({ state: 'final', calls: 1 });
    expect(lifted.staying).toEqual([one.restore]);
    await liftStop(connection, one.restore);
    expect(await configuration()).toEqual(before);
  });

  it('can also freeze the gateway, which then refuses all work until lifted', async () => {
    const before = await configuration();
    const { confirmed, restore } = await applyStop(connection, ALL, { freeze: true });
    expect(confirmed).toBe(true);
    await expect(gateway.chat('hello')).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'gateway-suspending',
    });
    const renewed = await renewStop(connection, restore);
    expect(renewed.restore.freeze?.expiresAtMs).toBeGreaterThanOrEqual(
      restore.freeze?.expiresAtMs ?? Infinity,
    );
    await liftStop(connection, renewed.restore);
    expect(await configuration()).toEqual(before);
    expect(await say('main')).toMatchObject({ state: 'final', calls: 1 });
  });

  it('succeeds while somebody else writes the configuration', async () => {
    const meddle = async (n: number) => {
      const config = await readConfig(connection);
      const raw = JSON.stringify({ agents: { entries: { second: { description: `round ${n}` } } } });
      await connection.request('config.patch', { raw, baseHash: config?.hash }).catch(() => undefined);
    };
    const [report] = await Promise.all([applyStop(connection, MAIN), meddle(1), meddle(2)]);
    expect(report.confirmed).toBe(true);
    await liftStop(connection, report.restore);
    expect(await say('main')).toMatchObject({ state: 'final', calls: 1 });
  });
});

it('an agent the gateway does not know cannot be stopped, and says so', async () => {
  const stop = applyStop(connection, { kind: 'agent', agentId: 'nobody' });
  await expect(stop).rejects.toMatchObject({ code: 'UNKNOWN_AGENT' });
});

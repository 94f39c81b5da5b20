import {
  answer,
  startHostileGateway,
  type HostileGateway,
  type HostileScript,
} from '../../testing/hostile-gateway.js';
import { ManualClock } from '../../testing/manual-clock.js';
import { GatewayLink, type GatewayLinkOptions } from './gateway-link.js';
import type { GatewaySession, LinkState } from './link-state.js';

interface Rig {
  gateway: HostileGateway;
  link: GatewayLink;
  clock: ManualClock;
  states: LinkState[];
  told: string[];
}

const rigs: Rig[] = [];
afterEach(async () => {
  for (const { link, gateway } of rigs.splice(0)) {
    link.stop();
    await gateway.close();
  }
});

async function rig(script: HostileScript = {}, more: Partial<GatewayLinkOptions> = {}): Promise<Rig> {
  const gateway = await startHostileGateway(script);
  const clock = new ManualClock();
  const states: LinkState[] = [];
  const told: string[] = [];
  const link = new GatewayLink({
    // The connection keeps real time: only the link's own pauses are under test.
    target: () => ({ url: gateway.url, credentials: { token: 'T' }, clock: realClock }),
    onSession: async ({ reason, restarted }) => void told.push(`session ${reason} ${restarted}`),
    onEvents: (events) => events.forEach(({ seq }) => told.push(`event ${seq}`)),
    onState: (state) => states.push(state),
    clock,
    random: () => 0,
    ...more,
  });
  const made = { gateway, link, clock, states, told };
  rigs.push(made);
  link.start();
  return made;
}

const realClock = {
  now: () => Date.now(),
  after: (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

const reached = (r: Rig, name: LinkState['state'], times = 1) =>
  waitUntil(() => r.states.filter(({ state }) => state === name).length >= times);

describe('a link', () => {
  it('goes from connecting to connected and resyncs before any event', async () => {
    const r = await rig({
      asked: (peer, request) => {
        answer(peer, request);
        peer.event('presence');
      },
    });
    await waitUntil(() => r.told.length === 2);
    expect(r.states.map(({ state }) => state)).toEqual(['connecting', 'connected']);
    expect(r.told).toEqual(['session connected false', 'event 1']);
  });

  it('finishes the resync of a gap before newer events, and the events before it first', async () => {
    let release: () => void = () => undefined;
    const told: string[] = [];
    const r = await rig(
      {},
      {
        onSession: async ({ reason }) => {
          if (reason === 'gap') await new Promise<void>((resolve) => (release = resolve));
          told.push(reason);
        },
        onEvents: (events) => events.forEach(({ seq }) => told.push(`event ${seq}`)),
      },
    );
    await waitUntil(() => told.length === 1);
    const [peer] = r.gateway.peers;
    peer?.event('presence');
    peer?.skip(1);
    peer?.event('presence');
    peer?.event('presence');
    await waitUntil(() => told.length === 2);
    release();
    await waitUntil(() => told.length === 5);
    expect(told).toEqual(['connected', 'event 1', 'gap', 'event 3', 'event 4']);
  });

  it('tells a restart by the boot id', async () => {
    let boot = 0;
    const r = await rig({
      asked: (peer, request) => peer.hello(request, { server: { bootId: `boot-${Math.floor(boot++ / 2)}` } }),
    });
    for (const times of [1, 2, 3]) {
      await waitUntil(() => r.told.length === times);
      r.gateway.peers.at(-1)?.drop();
      await reached(r, 'reconnecting', times);
      r.clock.advance(30_000);
    }
    expect(r.told).toEqual(['session connected false', 'session connected false', 'session connected true']);
  });

  it('aborts what a lost session still reads', async () => {
    let session: GatewaySession | null = null;
    const r = await rig({}, { onSession: async (given) => void (session = given) });
    await waitUntil(() => session !== null);
    r.gateway.peers[0]?.drop();
    await reached(r, 'reconnecting');
    expect(session).toMatchObject({ signal: { aborted: true } });
  });

  it('pauses longer after each failure and starts over after a stable minute', async () => {
    const r = await rig();
    const pauses: number[] = [];
    for (let times = 1; times <= 7; times += 1) {
      await reached(r, 'connected', times);
      if (times === 7) r.clock.advance(60_000);
      r.gateway.peers.at(-1)?.drop();
      await reached(r, 'reconnecting', times);
      pauses.push((r.states.at(-1)?.nextAttemptAtMs ?? 0) - r.clock.now());
      r.clock.advance(pauses.at(-1) ?? 0);
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 500]);
  });

  it('waits as long as the gateway asks', async () => {
    const details = { code: 'AUTH_RATE_LIMITED' };
    const r = await rig({
      asked: (peer, request) =>
        peer.refuse(request, { code: 'INVALID_REQUEST', details, retryAfterMs: 39_003 }),
    });
    await reached(r, 'refused');
    expect(r.states.at(-1)).toMatchObject({
      refusal: { code: 'AUTH_RATE_LIMITED' },
      nextAttemptAtMs: r.clock.now() + 39_003,
    });
  });

  it('stops on a refused token until told to retry', async () => {
    let good = false;
    const details = { code: 'AUTH_TOKEN_MISMATCH' };
    const r = await rig({
      asked: (peer, request) => (good ? answer(peer, request) : peer.refuse(request, { details })),
    });
    await reached(r, 'refused');
    expect(r.states.at(-1)?.nextAttemptAtMs).toBeUndefined();
    r.clock.advance(3_600_000);
    expect(r.gateway.peers).toHaveLength(1);
    good = true;
    r.link.retryNow();
    await reached(r, 'connected');
  });

  it('shows the pairing command and gets in by itself once approved', async () => {
    let approved = false;
    const details = { code: 'PAIRING_REQUIRED', reason: 'not-paired', requestId: 'req-1' };
    const r = await rig({
      asked: (peer, request) =>
        approved ? answer(peer, request) : peer.refuse(request, { code: 'NOT_PAIRED', details }),
    });
    await reached(r, 'pairing-required');
    expect(r.states.at(-1)?.refusal?.pairing?.command).toBe('openclaw devices approve req-1');
    approved = true;
    r.clock.advance(5000);
    await reached(r, 'connected');
  });

  it('looks at a newer gateway read-only', async () => {
    const r = await rig({
      asked: (peer, request) => {
        const { maxProtocol } = request.params as { maxProtocol: number };
        const details = { code: 'PROTOCOL_MISMATCH', expectedProtocol: 5 };
        if (maxProtocol >= 5) peer.hello(request, { protocol: 5 });
        else peer.refuse(request, { code: 'INVALID_REQUEST', message: 'protocol mismatch', details });
      },
    });
    await reached(r, 'connected');
    expect(r.states.at(-1)?.hello).toMatchObject({ protocol: 5, proven: false });
    expect(r.gateway.peers.at(-1)?.requests[0]?.params.scopes).toEqual(['operator.read']);
  });

  it('reconnects when the resync or an event handler fails', async () => {
    const errors: unknown[] = [];
    const failing = async () => Promise.reject(new Error('database gone'));
    const r = await rig({}, { onSession: failing, onError: (error) => errors.push(error) });
    await reached(r, 'reconnecting');
    expect(r.states.at(-1)?.refusal?.code).toBe('RESYNC_FAILED');
    expect(errors).toHaveLength(1);
  });

  it('stays stopped', async () => {
    const r = await rig();
    await reached(r, 'connected');
    r.link.stop();
    r.link.stop();
    r.link.retryNow();
    r.clock.advance(3_600_000);
    expect(r.states.map(({ state }) => state)).toEqual(['connecting', 'connected', 'stopped']);
    expect(r.link.open).toBeNull();
  });

  it('says unreachable when nobody is there', async () => {
    const r = await rig({}, { target: () => ({ url: 'ws://127.0.0.1:1', credentials: {} }) });
    await reached(r, 'unreachable');
    expect(r.states.at(-1)?.refusal?.code).toBe('CONNECTION_REFUSED');
  });
});

async function waitUntil(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

import { BackOff } from './back-off.js';
import type { GatewayConnectionOptions } from './connection-options.js';
import type { GatewayEvent } from './frames.js';
import { GatewayConnection } from './gateway-connection.js';
import { type Hello } from './handshake.js';
import { systemClock, type LinkClock } from './link-clock.js';
import { stateAfter, type GatewaySession, type LinkState } from './link-state.js';
import { RpcError } from './protocol-errors.js';
import { GatewayRefused, refusal, type Refusal } from './refusals.js';
import { READ_ONLY_SCOPES } from './scopes.js';
import { SerialDelivery } from './serial-delivery.js';

export interface GatewayLinkOptions {
  /** Asked before every attempt, so that secrets and the validated address are fresh. May throw GatewayRefused. */
  target: () => Promise<GatewayConnectionOptions> | GatewayConnectionOptions;
  /** The resync: awaited before any event of the session is delivered. */
  onSession: (session: GatewaySession) => Promise<void>;
  /** Every event, in order, with those that wait behind it. A rejection counts as loss: the link reconnects and resyncs. */
  onEvents: (events: readonly GatewayEvent[], session: GatewaySession) => Promise<void> | void;
  onState: (state: LinkState) => void;
  /** Told of rejections of the two callbacks above. */
  onError?: (error: unknown) => void;
  clock?: LinkClock;
  random?: () => number;
}

/** A session this long forgives the failures before it. */
const STABLE_MS = 60_000;

/** Keeps one connection to one gateway alive until stopped. */
export class GatewayLink {
  private readonly clock: LinkClock;
  private readonly backOff: BackOff;
  private current: LinkState = { state: 'stopped' };
  private connection: GatewayConnection | null = null;
  private delivery: SerialDelivery | null = null;
  private abort: AbortController | null = null;
  private lastBootId: string | null = null;
  private hadSession = false;
  /** Set while the gateway insists on a protocol newer than we have proven: it is then only looked at. */
  private readOnlyProtocol: number | null = null;
  private cancelRetry: () => void = () => undefined;
  private cancelStable: () => void = () => undefined;
  private generation = 0;

  constructor(private readonly options: GatewayLinkOptions) {
    this.clock = options.clock ?? systemClock;
    this.backOff = new BackOff(options.random);
  }

  get state(): LinkState {
    return this.current;
  }

  /** The open connection, or null. */
  get open(): GatewayConnection | null {
    return this.current.state === 'connected' ? this.connection : null;
  }

  start(): void {
    if (this.current.state === 'stopped') this.attempt();
  }

  /** Tries again at once: after a credential changed, a pairing was approved, or a person asked for it. */
  retryNow(): void {
    if (this.current.state === 'stopped' || this.current.state === 'connected') return;
    this.backOff.reset();
    this.readOnlyProtocol = null;
    this.attempt();
  }

  /** Ends the session and every retry. Idempotent; `start()` begins anew. */
  stop(): void {
    this.generation += 1;
    this.leaveSession();
    this.cancelRetry();
    this.connection?.close();
    this.connection = null;
    if (this.current.state !== 'stopped') this.enter({ state: 'stopped' });
  }

  private attempt(): void {
    const generation = ++this.generation;
    this.cancelRetry();
    this.connection?.close();
    this.connection = null;
    if (!this.hadSession && !this.current.refusal) this.enter({ state: 'connecting' });
    void this.connect(generation);
  }

  private async connect(generation: number): Promise<void> {
    try {
      const target = await this.options.target();
      if (generation !== this.generation) return;
      const connection = new GatewayConnection(this.withProtocol(target));
      this.connection = connection;
      this.wire(connection, generation);
      await connection.connect();
    } catch (error) {
      // What the connection itself refuses arrives through its 'closed' event.
      if (generation !== this.generation || this.connection) return;
      this.lost(
        error instanceof GatewayRefused ? error.refusal : refusal('CONNECTION_LOST', { said: String(error) }),
      );
    }
  }

  private withProtocol(target: GatewayConnectionOptions): GatewayConnectionOptions {
    const clock = target.clock ?? this.clock;
    if (this.readOnlyProtocol === null) return { ...target, clock };
    return { ...target, clock, maxProtocol: this.readOnlyProtocol, scopes: READ_ONLY_SCOPES };
  }

  private wire(connection: GatewayConnection, generation: number): void {
    const current = (): boolean => generation === this.generation;
    connection.on('hello', (hello) => current() && this.enterSession(connection, hello));
    connection.on('event', (event) => current() && this.delivery?.event(event));
    connection.on('gap', () => current() && this.delivery?.resync());
    connection.on('closed', (why) => current() && this.lost(why));
  }

  private enterSession(connection: GatewayConnection, hello: Hello): void {
    const abort = new AbortController();
    const restarted =
      hello.bootId === null ? null : this.lastBootId !== null && this.lastBootId !== hello.bootId;
    const session: GatewaySession = {
      connection,
      hello,
      reason: 'connected',
      restarted,
      signal: abort.signal,
    };
    let reason: GatewaySession['reason'] = 'connected';
    this.abort = abort;
    this.lastBootId = hello.bootId ?? this.lastBootId;
    this.hadSession = true;
    this.readOnlyProtocol = null;
    this.delivery = new SerialDelivery({
      resync: async () => {
        await this.options.onSession({ ...session, reason });
        reason = 'gap';
      },
      events: (events) => this.options.onEvents(events, session),
      failed: (error) => {
        this.options.onError?.(error);
        if (!abort.signal.aborted) this.fail(connection, error);
      },
    });
    this.cancelStable = this.clock.after(STABLE_MS, () => this.backOff.reset());
    this.enter({ state: 'connected', hello });
    this.delivery.resync();
  }

  private fail(connection: GatewayConnection, error: unknown): void {
    const suspended = error instanceof RpcError && error.reason === 'gateway-suspending';
    this.lost(refusal(suspended ? 'GATEWAY_SUSPENDED' : 'RESYNC_FAILED'));
    connection.close();
  }

  private lost(why: Refusal): void {
    this.generation += 1;
    this.leaveSession();
    this.connection = null;
    if (why.code === 'GATEWAY_TOO_NEW' && why.expectedProtocol && this.readOnlyProtocol === null) {
      this.readOnlyProtocol = why.expectedProtocol;
      return this.attempt();
    }
    this.schedule(why);
  }

  private schedule(why: Refusal): void {
    const state = stateAfter(why, this.hadSession);
    if (why.retry === 'never-until-changed') return this.enter({ state, refusal: why });
    const pauseMs = why.retryAfterMs === undefined ? this.backOff.next() : this.jittered(why.retryAfterMs);
    this.cancelRetry = this.clock.after(pauseMs, () => this.attempt());
    this.enter({ state, refusal: why, nextAttemptAtMs: this.clock.now() + pauseMs });
  }

  /** Never earlier than the gateway asked for. */
  private jittered(pauseMs: number): number {
    return Math.round(pauseMs * (1 + (this.options.random ?? Math.random)() / 5));
  }

  private leaveSession(): void {
    this.cancelStable();
    this.abort?.abort();
    this.delivery?.stop();
    this.abort = null;
    this.delivery = null;
  }

  private enter(state: LinkState): void {
    this.current = state;
    this.options.onState(state);
  }
}

import type { RawData, WebSocket } from 'ws';
import type { ConnectionEvents, GatewayConnectionOptions } from './connection-options.js';
import {
  parseFrame,
  requestFrame,
  type GatewayEvent,
  type InboundFrame,
  type ResponseFrame,
} from './frames.js';
import { openGatewaySocket } from './gateway-socket.js';
import { buildConnectParams, PROVEN_PROTOCOL, readChallenge, readHello, type Hello } from './handshake.js';
import { systemClock, type LinkClock } from './link-clock.js';
import { PendingRequests } from './pending-requests.js';
import { GatewayProtocolError, RpcError } from './protocol-errors.js';
import {
  GatewayRefused,
  refusal,
  refusalOfConnectError,
  refusalOfHttpStatus,
  refusalOfProtocolError,
  type Refusal,
} from './refusals.js';
import { OPERATOR_SCOPES } from './scopes.js';
import { refusalOfClose, refusalOfSocketError } from './socket-refusals.js';
import { TypedEmitter } from './typed-emitter.js';

/** For a peer that fell silent; the reference client sends the same. */
const CLOSE_SILENT = 4000;
const CLOSE_PROTOCOL = 1002;
const MISSED_TICKS = 2;
const CONNECT_ID = 'connect';

/** One socket to one gateway, from connect to close; never reused. Reconnecting is the business of GatewayLink. */
export class GatewayConnection {
  hello: Hello | null = null;
  private readonly clock: LinkClock;
  private readonly pending: PendingRequests;
  private readonly emitter = new TypedEmitter<ConnectionEvents>();
  private socket: WebSocket | null = null;
  private ended: Refusal | null = null;
  private challenged = false;
  private lastSeq: number | null = null;
  private cancelWatchdog: () => void = () => undefined;
  private settleConnect: (outcome: Hello | Refusal) => void = () => undefined;

  constructor(private readonly options: GatewayConnectionOptions) {
    this.clock = options.clock ?? systemClock;
    this.pending = new PendingRequests(this.clock, options.maxInFlight ?? 128);
  }

  /** Connects once. Rejects with GatewayRefused, whose refusal is in words. */
  connect(): Promise<Hello> {
    const timeoutMs = this.options.handshakeTimeoutMs ?? 10_000;
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(timeoutMs, () => this.end(refusal('HANDSHAKE_TIMEOUT'), CLOSE_SILENT));
      this.settleConnect = (outcome) => {
        cancel();
        this.settleConnect = () => undefined;
        if ('words' in outcome) reject(new GatewayRefused(outcome));
        else resolve(outcome);
      };
      try {
        this.listen(openGatewaySocket({ ...this.options, connectTimeoutMs: timeoutMs }));
      } catch (error) {
        this.end(refusalOfSocketError(error as Error));
      }
    });
  }

  /** Calls a method. Rejects with RpcError. */
  request(method: string, params: unknown = {}, call: { timeoutMs?: number } = {}): Promise<unknown> {
    if (!this.isOpen) {
      return Promise.reject(
        RpcError.local(method, 'NOT_CONNECTED', 'The connection to the gateway is not open.'),
      );
    }
    const timeoutMs = call.timeoutMs ?? this.options.requestTimeoutMs ?? 30_000;
    return this.pending.open(method, timeoutMs, (id) => this.socket?.send(requestFrame(id, method, params)));
  }

  /** True from hello until the connection ends. */
  get isOpen(): boolean {
    return this.hello !== null && this.ended === null;
  }

  /** True when the gateway advertises the method; some real methods are never advertised. */
  supports(method: string): boolean {
    return this.hello?.methods.has(method) ?? false;
  }

  /** Subscribes; the result unsubscribes. Listeners are called synchronously, in order. */
  on<K extends keyof ConnectionEvents>(
    name: K,
    listener: (...args: ConnectionEvents[K]) => void,
  ): () => void {
    return this.emitter.on(name, listener);
  }

  /** Closes the socket, or drops it when the other side does not answer. Idempotent. */
  close(code = 1000): void {
    this.end(refusal('CONNECTION_LOST', { said: 'closed by us' }), code);
  }

  private listen(socket: WebSocket): void {
    this.socket = socket;
    socket.on('message', (data, isBinary) => this.receive(data, isBinary));
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      this.end(refusalOfHttpStatus(response.statusCode ?? 0));
    });
    socket.on('error', (error) => this.end(refusalOfSocketError(error)));
    socket.on('close', (code, reason) => this.end(refusalOfClose(code, reason.toString('utf8'))));
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (this.ended) return;
    try {
      if (isBinary) throw new GatewayProtocolError('BAD_SHAPE', 'The gateway sent a binary frame.');
      this.heard();
      this.dispatch(parseFrame(data.toString()));
    } catch (error) {
      if (!(error instanceof GatewayProtocolError)) throw error;
      this.end(refusalOfProtocolError(error, this.hello === null), CLOSE_PROTOCOL);
    }
  }

  private dispatch(frame: InboundFrame): void {
    if (frame.type === 'res') this.answered(frame);
    else if (frame.type !== 'event') return;
    else if (frame.event === 'connect.challenge') this.answerChallenge(frame.payload);
    else if (this.hello) this.deliver(frame);
  }

  /** The hello is read at once: events may follow it in the same packet. */
  private answered(frame: ResponseFrame): void {
    if (frame.id !== CONNECT_ID) return void this.pending.answer(frame);
    if (this.hello || !this.challenged) return;
    if (frame.error)
      return this.end(refusalOfConnectError(frame.error, PROVEN_PROTOCOL, this.clock.now()), 1000);
    this.hello = readHello(frame.payload);
    this.heard();
    this.settleConnect(this.hello);
    this.emitter.emit('hello', this.hello);
  }

  private deliver(event: GatewayEvent): void {
    this.countSeq(event.seq);
    if (event.event !== 'tick') this.emitter.emit('event', event);
  }

  /** Gateways that tell a boot id count from 1 per connection; older ones may start anywhere. */
  private countSeq(seq: number | null): void {
    if (seq === null) return;
    const expected = this.lastSeq === null ? (this.hello?.bootId ? 1 : seq) : this.lastSeq + 1;
    this.lastSeq = seq;
    if (seq !== expected) this.emitter.emit('gap', { expected, got: seq });
  }

  private answerChallenge(payload: unknown): void {
    if (this.challenged) return;
    this.challenged = true;
    const challenge = readChallenge(payload);
    const { credentials, identity, scopes, maxProtocol, clientVersion } = this.options;
    const params = buildConnectParams(
      {
        credentials,
        identity,
        scopes: scopes ?? OPERATOR_SCOPES,
        maxProtocol: maxProtocol ?? PROVEN_PROTOCOL,
        clientVersion: clientVersion ?? '0.1.0',
        platform: process.platform,
      },
      challenge,
    );
    this.socket?.send(requestFrame(CONNECT_ID, 'connect', params));
  }

  /** Any frame is a sign of life; ticks guarantee one per interval. */
  private heard(): void {
    this.cancelWatchdog();
    if (!this.hello) return;
    const silenceMs = this.hello.policy.tickIntervalMs * MISSED_TICKS;
    this.cancelWatchdog = this.clock.after(silenceMs, () => this.end(refusal('TICKS_MISSED'), CLOSE_SILENT));
  }

  private end(why: Refusal, closeCode?: number): void {
    if (this.ended) return;
    this.ended = why;
    this.cancelWatchdog();
    this.settleConnect(why);
    this.pending.failAll(why.words);
    this.drop(closeCode);
    this.emitter.emit('closed', why);
  }

  private drop(closeCode: number | undefined): void {
    const { socket } = this;
    if (!socket) return;
    if (closeCode === undefined || socket.readyState !== socket.OPEN) return socket.terminate();
    socket.close(closeCode);
    // A silent peer will not answer the close frame either.
    if (closeCode === CLOSE_SILENT) socket.terminate();
  }
}

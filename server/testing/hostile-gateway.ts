import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/**
 * A FAKE gateway for hostile input only: what a real one never sends. Whatever a real gateway does is proven against
 * a real one, in tests/gateway.
 */
export interface HostileGateway {
  url: string;
  /** Every peer that connected, oldest first. */
  peers: HostilePeer[];
  close(): Promise<void>;
}

export interface HostileScript {
  /** Default: sends a good challenge. */
  opened?: (peer: HostilePeer) => void;
  /** Answers a request; default: hello to `connect`, an empty object to everything else. */
  asked?: (peer: HostilePeer, request: AskedRequest) => void;
}

export interface AskedRequest {
  id: string;
  method: string;
  params: Record<string, unknown>;
}

const HELLO = {
  type: 'hello-ok',
  protocol: 4,
  server: { version: '2026.9.6', bootId: 'boot-1', connId: 'c' },
  features: { methods: ['health'], events: ['tick'] },
  snapshot: {},
  auth: { method: 'token', role: 'operator', scopes: ['operator.read', 'operator.admin'] },
  policy: { maxPayload: 26_214_400, tickIntervalMs: 30_000 },
};

/** One client as the fake sees it. */
export class HostilePeer {
  private seq = 0;
  readonly requests: AskedRequest[] = [];
  readonly closed: Promise<number>;

  constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    socket.on('error', () => undefined);
  }

  raw(data: string | Buffer): void {
    this.socket.send(data);
  }

  send(frame: unknown): void {
    this.raw(JSON.stringify(frame));
  }

  challenge(payload: unknown = { nonce: 'n-1', ts: 1_795_333_166_621 }): void {
    this.send({ type: 'event', event: 'connect.challenge', payload });
  }

  hello(request: AskedRequest, changes: Record<string, unknown> = {}): void {
    this.send({ type: 'res', id: request.id, ok: true, payload: { ...HELLO, ...changes } });
  }

  refuse(request: AskedRequest, error: unknown): void {
    this.send({ type: 'res', id: request.id, ok: false, error });
  }

  event(event: string, payload: unknown = {}): void {
    this.send({ type: 'event', event, payload, seq: ++this.seq });
  }

  /** Leaves out this many sequence numbers. */
  skip(count: number): void {
    this.seq += count;
  }

  close(code: number, reason = ''): void {
    this.socket.close(code, reason);
  }

  /** Goes away without a close frame. */
  drop(): void {
    this.socket.terminate();
  }
}

/** Starts the fake on a free port of 127.0.0.1. */
export async function startHostileGateway(script: HostileScript = {}): Promise<HostileGateway> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const peers: HostilePeer[] = [];
  server.on('connection', (socket) => {
    const peer = new HostilePeer(socket);
    peers.push(peer);
    socket.on('message', (data) => {
      const request = JSON.parse(data.toString()) as AskedRequest;
      peer.requests.push(request);
      (script.asked ?? answer)(peer, request);
    });
    if (script.opened) script.opened(peer);
    else peer.challenge();
  });
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    peers,
    close: () => stop(server),
  };
}

/** The polite answers, for scripts that misbehave elsewhere. */
export function answer(peer: HostilePeer, request: AskedRequest): void {
  if (request.method === 'connect') peer.hello(request);
  else peer.send({ type: 'res', id: request.id, ok: true, payload: {} });
}

function stop(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate();
  return new Promise((resolve) => server.close(() => resolve()));
}

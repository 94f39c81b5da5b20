import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { HostilePeer, type AskedRequest } from './hostile-gateway.js';

type Tree = Record<string, unknown>;

/**
 * A FAKE gateway that keeps a configuration and does as it is told: for our own bookkeeping around a gateway only.
 * What a real one does is proven against a real one, in tests/gateway.
 */
export class ObedientGateway {
  config: Tree = {
    agents: { defaults: { model: { primary: 'stub/stub-1' } } },
    tools: { exec: { mode: 'ask' } },
  };
  agents: Tree[] = [{ id: 'main', model: { primary: 'stub/stub-1' } }];
  sessions: Tree[] = [];
  scopes = ['operator.read', 'operator.write', 'operator.admin', 'operator.approvals'];
  protocol = 4;
  /** Methods it refuses from now on, with this message. */
  readonly refuses = new Map<string, string>();
  /** Further methods it knows, each with how it answers. */
  readonly answers = new Map<string, (params: Tree) => unknown>();
  /** Every request, oldest first. */
  readonly asked: AskedRequest[] = [];
  /** Called before a request is answered. */
  onAsked: (request: AskedRequest) => void | Promise<void> = () => undefined;
  private revision = 1;
  private boots = 1;
  private peers = new Set<HostilePeer>();
  private http: Server | null = null;
  private sockets: WebSocketServer | null = null;

  private constructor(private port: number) {}

  static async start(): Promise<ObedientGateway> {
    const gateway = new ObedientGateway(0);
    await gateway.up();
    return gateway;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Starts to listen, at the same address as before. */
  async up(): Promise<void> {
    this.http = createServer((_request, response) => response.writeHead(404).end());
    this.sockets = new WebSocketServer({ server: this.http, perMessageDeflate: false });
    this.sockets.on('connection', (socket) => {
      const peer = new HostilePeer(socket);
      this.peers.add(peer);
      socket.on('close', () => this.peers.delete(peer));
      socket.on('message', (data) => void this.hear(peer, JSON.parse(String(data)) as AskedRequest));
      peer.challenge();
    });
    await new Promise<void>((resolve) => this.http!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.http.address() as AddressInfo).port;
  }

  /** Goes away; the configuration stays. */
  async down(): Promise<void> {
    for (const client of this.sockets?.clients ?? []) client.terminate();
    this.sockets?.close();
    await new Promise((resolve) => (this.http ? this.http.close(resolve) : resolve(null)));
    this.boots += 1;
  }

  /** Somebody else changes the configuration. */
  edit(patch: Tree): void {
    this.config = merged(this.config, patch);
    this.revision += 1;
    this.tell('config.changed', { hash: String(this.revision) });
  }

  /** Tells every client something. */
  tell(event: string, payload: unknown): void {
    for (const peer of this.peers) peer.event(event, payload);
  }

  /** How often a method was asked for. */
  count(method: string): number {
    return this.asked.filter((request) => request.method === method).length;
  }

  private async hear(peer: HostilePeer, request: AskedRequest): Promise<void> {
    this.asked.push(request);
    await this.onAsked(request);
    const refusal = this.refuses.get(request.method);
    if (refusal !== undefined) return peer.refuse(request, { code: 'UNAVAILABLE', message: refusal });
    if (request.method === 'connect') return this.hello(peer, request);
    peer.send({ type: 'res', id: request.id, ok: true, payload: await this.answer(request) });
  }

  private hello(peer: HostilePeer, request: AskedRequest): void {
    peer.hello(request, {
      protocol: this.protocol,
      server: { version: '2026.9.6', bootId: `boot-${this.boots}`, connId: 'c' },
      features: {
        methods: [
          'health',
          'agents.list',
          'tools.catalog',
          'config.get',
          'config.patch',
          'sessions.list',
          'sessions.abort',
          ...this.answers.keys(),
        ],
        events: ['tick', 'config.changed'],
      },
      auth: { method: 'token', role: 'operator', scopes: this.scopes },
    });
  }

  private answer({ method, params }: AskedRequest): unknown {
    const further = this.answers.get(method);
    if (further) return further(params);
    if (method === 'health') return { ok: true };
    if (method === 'agents.list') return { defaultId: 'main', agents: this.agents };
    if (method === 'tools.catalog')
      return { groups: [{ label: 'Runtime', tools: [{ id: 'exec', label: 'exec' }] }] };
    if (method === 'sessions.list') return { sessions: this.sessions, count: this.sessions.length };
    if (method === 'config.get') return { parsed: this.config, hash: String(this.revision), valid: true };
    if (method === 'sessions.abort') {
      this.sessions = this.sessions.map((row) => (row.key === params.key ? { ...row, ...ended } : row));
      return { ok: true, status: 'aborted' };
    }
    if (method === 'config.patch') this.edit(JSON.parse(String(params.raw)) as Tree);
    return { ok: true };
  }

  get openPeers(): number {
    return this.peers.size;
  }
}

const ended = { hasActiveRun: false, activeRunIds: [], status: 'killed' };

/** RFC 7386. */
function merged(base: Tree, patch: Tree): Tree {
  const result = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else if (isTree(value)) result[key] = merged(isTree(result[key]) ? (result[key] as Tree) : {}, value);
    else result[key] = value;
  }
  return result;
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

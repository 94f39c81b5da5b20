import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { HostilePeer, type AskedRequest } from '../server/testing/hostile-gateway.js';
import { nowMs } from './figures.js';

type Tree = Record<string, unknown>;

interface Asked {
  id: string;
  command: string;
  createdAtMs: number;
  expiresAtMs: number;
  decision: string | null;
}

const methods = ['health', 'agents.list', 'exec.approval.list', 'approval.get', 'approval.resolve'];

/**
 * A FAKE gateway that asks for approvals as fast as it is told to, for measuring only: a real one cannot raise hundreds
 * a second. Its frames have the shape of a real one's, see server/connectors/openclaw/fixtures.
 */
export class AskingGateway {
  /** When each request was raised, and when its decision arrived, by id. */
  readonly raisedAtMs = new Map<string, number>();
  readonly resolvedAtMs = new Map<string, number>();
  onResolved: (id: string) => void = () => undefined;
  private readonly asked = new Map<string, Asked>();
  private readonly peers = new Set<HostilePeer>();

  private constructor(
    private readonly server: WebSocketServer,
    readonly name: string,
  ) {
    server.on('connection', (socket) => {
      const peer = new HostilePeer(socket);
      socket.on('close', () => this.peers.delete(peer));
      socket.on('message', (data) => this.hear(peer, JSON.parse(String(data)) as AskedRequest));
      peer.challenge();
    });
  }

  static async start(name: string): Promise<AskingGateway> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    await new Promise((resolve) => server.once('listening', resolve));
    return new AskingGateway(server, name);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** An agent wants to run a command. @returns the request's id. */
  raise(): string {
    const id = randomUUID();
    const createdAtMs = Date.now();
    const command = `make -C /srv/project-${this.asked.size % 500} deploy`;
    const asked = { id, command, createdAtMs, expiresAtMs: createdAtMs + 1_800_000, decision: null };
    this.asked.set(id, asked);
    this.raisedAtMs.set(id, nowMs());
    this.tell('exec.approval.requested', requested(asked));
    return id;
  }

  stop(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }

  private hear(peer: HostilePeer, request: AskedRequest): void {
    if (request.method === 'approval.resolve') return this.resolve(peer, request);
    if (!methods.includes(request.method) && request.method !== 'connect')
      return peer.refuse(request, { code: 'INVALID_REQUEST', message: `unknown method: ${request.method}` });
    if (request.method !== 'connect') return reply(peer, request, this.answer(request));
    this.peers.add(peer);
    peer.hello(request, {
      server: { version: '2026.9.6', bootId: this.name, connId: this.name },
      features: { methods, events: ['tick', 'exec.approval.requested', 'exec.approval.resolved'] },
      auth: {
        method: 'token',
        role: 'operator',
        scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.approvals'],
      },
    });
  }

  private resolve(peer: HostilePeer, request: AskedRequest): void {
    const asked = this.asked.get(String(request.params.id))!;
    const applied = asked.decision === null;
    asked.decision ??= String(request.params.decision);
    if (applied) this.resolvedAtMs.set(asked.id, nowMs());
    reply(peer, request, { applied, approval: snapshot(asked) });
    if (!applied) return;
    this.tell('exec.approval.resolved', {
      ...{ id: asked.id, decision: asked.decision, resolvedBy: 'gateway-client', ts: Date.now() },
    });
    this.onResolved(asked.id);
  }

  private answer({ method, params }: AskedRequest): unknown {
    if (method === 'health') return { ok: true };
    if (method === 'agents.list') return { defaultId: 'main', agents: [{ id: 'main' }] };
    if (method === 'exec.approval.list')
      return [...this.asked.values()].filter(({ decision }) => decision === null).map(requested);
    return { approval: snapshot(this.asked.get(String(params.id))!) };
  }

  private tell(event: string, payload: Tree): void {
    for (const peer of this.peers) peer.event(event, payload);
  }
}

function reply(peer: HostilePeer, request: AskedRequest, payload: unknown): void {
  peer.send({ type: 'res', id: request.id, ok: true, payload });
}

function requested({ id, command, createdAtMs, expiresAtMs }: Asked): Tree {
  return {
    ...{ approvalKind: 'exec', id, createdAtMs, expiresAtMs },
    request: {
      ...{ command, cwd: '/srv/gateway/workspace', host: 'gateway', security: 'allowlist', ask: 'on-miss' },
      commandAnalysis: { commandCount: 1, nestedCommandCount: 0, riskKinds: [], warningLines: [] },
      ...{ unavailableDecisions: ['allow-always'], allowedDecisions: ['allow-once', 'deny'] },
      ...{ agentId: 'main', resolvedPath: '/usr/bin/make', sessionKey: 'agent:main:main' },
      ...{ runId: `run-${id}`, toolCallId: 'call_1', turnSourceChannel: 'webchat' },
    },
  };
}

function snapshot({ id, command, createdAtMs, expiresAtMs, decision }: Asked): Tree {
  const pending = { id, status: 'pending', createdAtMs, expiresAtMs };
  const presentation = {
    ...{ kind: 'exec', commandText: command, host: 'gateway', agentId: 'main' },
    allowedDecisions: ['allow-once', 'deny'],
  };
  const source = { agentId: 'main', sessionKey: 'agent:main:main' };
  if (decision === null) return { ...pending, presentation, source };
  return {
    ...{ ...pending, presentation, source, decision, reason: 'user', resolvedAtMs: Date.now() },
    status: decision === 'deny' ? 'denied' : 'allowed',
    resolver: { kind: 'runtime', id: 'gateway-client' },
  };
}

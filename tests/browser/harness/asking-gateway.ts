import {
  startHostileGateway,
  type AskedRequest,
  type HostileGateway,
  type HostilePeer,
} from '../../../server/testing/hostile-gateway.js';

type Decision = 'allow-once' | 'allow-always' | 'deny';

/** What the gateway asks; a real one never asks some of what a test wants to see on a screen. */
export interface Request {
  command: string;
  /** Time until silence is denial. */
  lifeMs?: number;
  /** More fields of the request: `cwd`, `warningText`, … */
  more?: Record<string, unknown>;
}

interface Held extends Request {
  id: string;
  askedAtMs: number;
  decision: Decision | null;
}

/**
 * A FAKE gateway for what is on the screen only: it asks what it is told to ask and notes the answers. What a real one
 * does is proven against a real one, in the story and in tests/gateway.
 */
export class AskingGateway {
  private readonly held = new Map<string, Held>();
  private server!: HostileGateway;

  static async start(): Promise<AskingGateway> {
    const asking = new AskingGateway();
    asking.server = await startHostileGateway({ asked: (peer, request) => asking.hear(peer, request) });
    return asking;
  }

  get url(): string {
    return this.server.url;
  }

  ask(request: Request): void {
    const held = { ...request, id: `asked-${this.held.size + 1}`, askedAtMs: Date.now(), decision: null };
    this.held.set(held.id, held);
    this.server.peers.at(-1)?.event('exec.approval.requested', wire(held));
  }

  /** What it was answered about a command; null while it waits. */
  answerTo(command: string): Decision | null {
    return [...this.held.values()].find((held) => held.command === command)?.decision ?? null;
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  private hear(peer: HostilePeer, request: AskedRequest): void {
    if (request.method === 'connect') return peer.hello(request, hello);
    peer.send({ type: 'res', id: request.id, ok: true, payload: this.answer(request) });
  }

  private answer({ method, params }: AskedRequest): unknown {
    const held = this.held.get(String(params?.id));
    if (method === 'agents.list') return { defaultId: 'main', agents };
    if (method === 'tools.catalog')
      return { groups: [{ label: 'Runtime', tools: [{ id: 'exec', label: 'exec' }] }] };
    if (method === 'exec.approval.list')
      return [...this.held.values()].filter(({ decision }) => decision === null).map(wire);
    if (method === 'approval.history') return { items: [] };
    if (method === 'approval.get' && held) return { approval: snapshot(held) };
    if (method === 'approval.resolve' && held) return this.resolve(held, params.decision as Decision);
    return {};
  }

  private resolve(held: Held, decision: Decision) {
    const applied = held.decision === null;
    held.decision ??= decision;
    return { applied, approval: snapshot(held) };
  }
}

const agents = [
  {
    id: 'main',
    name: 'Release pilot',
    identity: { name: 'Release pilot' },
    model: { primary: 'stub/stub-1' },
  },
];

const hello = {
  features: {
    methods: [
      'health',
      'agents.list',
      'tools.catalog',
      'approval.get',
      'approval.resolve',
      'approval.history',
      'exec.approval.list',
    ],
    events: ['tick', 'exec.approval.requested', 'exec.approval.resolved'],
  },
  auth: {
    method: 'token',
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.approvals'],
  },
};

const allowedDecisions = ['allow-once', 'allow-always', 'deny'];

function wire({ id, command, askedAtMs, lifeMs = 30 * 60_000, more }: Held) {
  const request = { command, cwd: '/srv/shop', host: 'gateway', agentId: 'main', allowedDecisions, ...more };
  return { id, approvalKind: 'exec', request, createdAtMs: askedAtMs, expiresAtMs: askedAtMs + lifeMs };
}

function snapshot({ id, command, decision }: Held) {
  const status = decision === null ? 'pending' : decision === 'deny' ? 'denied' : 'allowed';
  return {
    ...{ id, status, decision, resolvedAtMs: decision === null ? null : Date.now() },
    presentation: { kind: 'exec', commandText: command, allowedDecisions },
  };
}

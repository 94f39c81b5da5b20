import {
  startHostileGateway,
  type AskedRequest,
  type HostileGateway,
  type HostilePeer,
} from '../../server/testing/hostile-gateway.js';

type Decision = 'allow-once' | 'allow-always' | 'deny';

interface Held {
  id: string;
  command: string;
  /** What it was told, by the first who told it. */
  decision: Decision | null;
  /** How often somebody told it something. */
  told: number;
  /** How many of these changed anything. */
  applied: number;
}

/**
 * A FAKE gateway that asks as much as it is told to, and counts what it is answered. What a real one does is proven
 * against a real one, in tests/gateway; this one asks thousands of times.
 */
export class AskingGateway {
  readonly held = new Map<string, Held>();
  private gateway!: HostileGateway;

  static async start(): Promise<AskingGateway> {
    const asking = new AskingGateway();
    asking.gateway = await startHostileGateway({ asked: (peer, request) => asking.answer(peer, request) });
    return asking;
  }

  get url(): string {
    return this.gateway.url;
  }

  stop(): Promise<void> {
    return this.gateway.close();
  }

  /** Asks for each of these commands; the ids are its own. */
  ask(requests: readonly { id: string; command: string; extra?: object }[]): void {
    for (const { id, command, extra } of requests) {
      this.held.set(id, { id, command, decision: null, told: 0, applied: 0 });
      this.peer?.event('exec.approval.requested', requestOf(id, command, extra));
    }
  }

  /** Holds requests without telling: they are found on the list, at the next session. */
  hold(requests: readonly { id: string; command: string }[]): void {
    for (const { id, command } of requests)
      this.held.set(id, { id, command, decision: null, told: 0, applied: 0 });
  }

  /** Says that a request ended, as when its run was aborted. */
  abort(id: string): void {
    const held = this.held.get(id);
    if (!held || held.decision !== null) return;
    held.decision = 'deny';
    this.peer?.event('exec.approval.resolved', {
      id,
      decision: 'deny',
      resolvedBy: 'approval-scope-closed',
      ts: Date.now(),
    });
  }

  /** Shows another command under an id that was asked for already. */
  swap(id: string, command: string): void {
    this.peer?.event('exec.approval.requested', requestOf(id, command));
  }

  /** The open connection; the first peers were trials. */
  get peer(): HostilePeer | undefined {
    return this.gateway.peers.at(-1);
  }

  private answer(peer: HostilePeer, request: AskedRequest): void {
    if (request.method === 'connect') return peer.hello(request, hello);
    const id = String(request.params?.id);
    const held = this.held.get(id);
    if (request.method === 'exec.approval.list') {
      const open = [...this.held.values()].filter(({ decision }) => decision === null);
      return this.say(
        peer,
        request,
        open.map((one) => requestOf(one.id, one.command)),
      );
    }
    if (request.method === 'approval.history') return this.say(peer, request, { items: [] });
    if (request.method.startsWith('approval.') && !held) {
      const details = { reason: 'APPROVAL_NOT_FOUND' };
      return peer.refuse(request, {
        code: 'INVALID_REQUEST',
        message: 'unknown or expired approval id',
        details,
      });
    }
    if (request.method === 'approval.get') return this.say(peer, request, { approval: snapshotOf(held!) });
    if (request.method === 'approval.resolve') return this.resolve(peer, request, held!);
    this.say(peer, request, {});
  }

  private resolve(peer: HostilePeer, request: AskedRequest, held: Held): void {
    held.told++;
    const applied = held.decision === null;
    if (applied) {
      held.applied++;
      held.decision = request.params.decision as Decision;
    }
    this.say(peer, request, { applied, approval: snapshotOf(held) });
  }

  private say(peer: HostilePeer, { id }: AskedRequest, payload: unknown): void {
    peer.send({ type: 'res', id, ok: true, payload });
  }
}

const hello = {
  features: {
    methods: ['health', 'approval.get', 'approval.resolve', 'approval.history', 'exec.approval.list'],
    events: ['tick', 'exec.approval.requested', 'exec.approval.resolved'],
  },
  auth: {
    method: 'token',
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin', 'operator.approvals'],
  },
};

const allowedDecisions = ['allow-once', 'allow-always', 'deny'];

function requestOf(id: string, command: string, extra: object = {}) {
  const now = Date.now();
  const request = { command, cwd: '/srv', host: 'gateway', agentId: 'main', allowedDecisions, ...extra };
  return { id, approvalKind: 'exec', request, createdAtMs: now, expiresAtMs: now + 30 * 60_000 };
}

function snapshotOf({ id, command, decision }: Held) {
  const status = decision === null ? 'pending' : decision === 'deny' ? 'denied' : 'allowed';
  return {
    ...{ id, status, decision, resolvedAtMs: decision === null ? null : Date.now() },
    presentation: { kind: 'exec', commandText: command, allowedDecisions },
    resolver: decision === null ? undefined : { kind: 'runtime', id: 'ClawButler' },
  };
}

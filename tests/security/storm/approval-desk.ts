import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ObedientGateway } from '../../../server/testing/obedient-gateway.js';
import type { Seeded } from '../seeded.js';

export interface DeskApproval {
  id: string;
  command: string;
  createdAtMs: number;
  expiresAtMs: number;
  /** Every decision that arrived, oldest first; the first one counts. */
  received: string[];
  /** The one that counts; null while it waits. */
  decision: string | null;
  resolvedAtMs: number | null;
}

const lifeMs = 20 * 60_000;
const page = 100;
/** Between taking a decision and answering: so that a kill falls in between now and then. */
const slowestAnswerMs = 40;

/**
 * FAKE: the approvals of an obedient gateway. It asks when told to, takes the first decision and answers every later one
 * with what is recorded, as the real one does; and it keeps a ledger of all that arrived.
 */
export class ApprovalDesk {
  readonly ledger = new Map<string, DeskApproval>();
  private readonly newestFirst: DeskApproval[] = [];

  constructor(
    private readonly gateway: ObedientGateway,
    private readonly random: Seeded,
  ) {
    gateway.answers.set('exec.approval.list', () => this.pending.map(asRow));
    gateway.answers.set('approval.history', ({ cursor }) => this.history(Number(cursor ?? 0)));
    gateway.answers.set('approval.get', ({ id }) => ({ approval: asSnapshot(this.known(id)) }));
    gateway.answers.set('approval.resolve', ({ id, decision }) =>
      this.resolve(this.known(id), String(decision)),
    );
  }

  get pending(): DeskApproval[] {
    return this.newestFirst.filter(({ decision }) => decision === null);
  }

  /** An agent wants to run something. */
  ask(): void {
    const [id, now] = [randomUUID(), Date.now()];
    const command = `echo ${this.ledger.size + 1} ${id}`;
    const asked: DeskApproval = {
      ...{ id, command, createdAtMs: now, expiresAtMs: now + lifeMs },
      ...{ received: [], decision: null, resolvedAtMs: null },
    };
    this.ledger.set(id, asked);
    this.newestFirst.unshift(asked);
    this.gateway.tell('exec.approval.requested', asRow(asked));
  }

  private async resolve(asked: DeskApproval, decision: string): Promise<unknown> {
    asked.received.push(decision);
    const applied = asked.decision === null;
    if (applied) {
      asked.decision = decision;
      asked.resolvedAtMs = Date.now();
      const told = { id: asked.id, decision, resolvedBy: 'storm', ts: asked.resolvedAtMs };
      this.gateway.tell('exec.approval.resolved', told);
    }
    await pause(this.random.below(slowestAnswerMs));
    return { applied, approval: asSnapshot(asked) };
  }

  private history(from: number): unknown {
    const ended = this.newestFirst.filter(({ decision }) => decision !== null);
    const nextCursor = from + page < ended.length ? String(from + page) : null;
    return { items: ended.slice(from, from + page).map(asSnapshot), nextCursor };
  }

  private known(id: unknown): DeskApproval {
    const asked = this.ledger.get(String(id));
    if (!asked) throw new Error(`The product speaks of ${String(id)}, which was never asked.`);
    return asked;
  }
}

const common = { host: 'gateway', agentId: 'main', allowedDecisions: ['allow-once', 'deny'] };

function asRow({ id, command, createdAtMs, expiresAtMs }: DeskApproval) {
  const request = { ...common, command, cwd: '/srv/storm', sessionKey: 'agent:main:main' };
  return { approvalKind: 'exec', id, request, createdAtMs, expiresAtMs };
}

function asSnapshot({ id, command, createdAtMs, expiresAtMs, decision, resolvedAtMs }: DeskApproval) {
  const status = decision === null ? 'pending' : decision === 'deny' ? 'denied' : 'allowed';
  return {
    ...{ id, status, createdAtMs, expiresAtMs },
    presentation: { kind: 'exec', ...common, commandText: command },
    source: { agentId: 'main', sessionKey: 'agent:main:main' },
    ...(decision === null
      ? {}
      : { decision, resolvedAtMs, reason: 'user', resolver: { kind: 'device', id: 'storm' } }),
  };
}

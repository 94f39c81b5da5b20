import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Loose } from '../../../server/testing/graphql-caller.js';
import type { Person } from '../../../server/testing/actor.js';
import type { Seeded } from '../seeded.js';
import type { History } from './history.js';

const inbox = `query { approvals(filter: { states: [PENDING] }, order: URGENCY, first: 12) {
  edges { node { id digest } } } }`;
const decide = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) {
  __typename ... on Approval { id } ... on ApprovalAlreadyDecided { approval { id } }
  ... on ApprovalDigestMismatch { approval { id } } ... on ApprovalNotFound { id } } }`;
/** Answers after which nobody knows whether the decision took effect: the same key asks again. */
const ambiguous = new Set(['UNAVAILABLE', 'AUDIT_UNAVAILABLE', 'INTERNAL']);
const hungAfterMs = 20_000;
const restMs = 60;

export interface Decided {
  key: string;
  input: { id: string; digest: string; decision: string };
  /** Type of the answer; `Approval` means that the decision counts. */
  answer: string;
}

/** Somebody who decides whatever waits, and asks again under the same key until told how it ended. */
export class Approver {
  readonly decided: Decided[] = [];
  /** Whether a decision is on its way right now. */
  deciding = false;
  private working: Promise<void> | null = null;
  private ending = false;

  constructor(
    readonly name: string,
    readonly person: Person,
    private readonly random: Seeded,
    private readonly history: History,
  ) {}

  start(): void {
    this.working = this.work();
    // Told when it is stopped.
    this.working.catch(() => undefined);
  }

  /** Finishes what is begun. Rejects when the product answered what it never may. */
  async stop(): Promise<void> {
    this.ending = true;
    await this.working;
  }

  /** Sends a decision again as it was sent before. @returns the type of the answer. */
  async again({ key, input }: Decided): Promise<string> {
    const answer = await this.person.call(decide, { input }, { idempotencyKey: key });
    return answer.errors ? `error ${answer.code}` : (answer.data.decideApproval.__typename as string);
  }

  private async work(): Promise<void> {
    while (!this.ending) {
      const waiting = await this.look();
      this.deciding = waiting.length > 0;
      if (this.deciding) await this.decide(this.random.pick(waiting));
      else await pause(restMs);
    }
  }

  private async look(): Promise<{ id: string; digest: string }[]> {
    const answer = await this.person.call(inbox).catch(() => null);
    if (!answer || answer.errors) return [];
    return answer.data.approvals.edges.map(({ node }: Loose) => node);
  }

  private async decide({ id, digest }: { id: string; digest: string }): Promise<void> {
    const key = randomUUID();
    const input = { id, digest, decision: this.random.pick(['ALLOW_ONCE', 'DENY']) };
    this.note(key, 'invoke', input);
    for (;;) {
      const answer = await this.send(key, input);
      if (typeof answer !== 'string' && !answer.errors) {
        const { __typename } = answer.data.decideApproval;
        this.decided.push({ key, input, answer: __typename });
        return this.note(key, 'ok', { id, answer: __typename });
      }
      const why = typeof answer === 'string' ? answer : answer.code!;
      if (typeof answer !== 'string' && !ambiguous.has(why)) return this.note(key, 'fail', { id, why });
      this.note(key, 'info', { id, why });
      await pause(restMs);
    }
  }

  /** The answer, or why there is none. */
  private async send(key: string, input: object): Promise<Answer<Loose> | string> {
    const late = pause(hungAfterMs, 'hung', { ref: false });
    const call = this.person.call(decide, { input }, { idempotencyKey: key });
    return Promise.race([call.catch((error: Error) => `no answer: ${error.message}`), late]);
  }

  private note(key: string, phase: 'invoke' | 'ok' | 'info' | 'fail', details: object): void {
    this.history.note({ proc: this.name, op: 'decide', key, phase, ...details });
  }
}

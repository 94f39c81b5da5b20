import { setTimeout as pause } from 'node:timers/promises';
import type { Loose } from '../../../server/testing/graphql-caller.js';
import type { Subscription } from '../../../server/testing/graphql-socket.js';
import type { Person } from '../../../server/testing/actor.js';
import type { History } from './history.js';

const document = `subscription ($after: Seq) { approvalChanged(after: $after) {
  __typename ... on ApprovalChange { seq type approval { id } } ... on GapNotice { seq reason } } }`;
const restMs = 100;

export interface Received {
  seq: number;
  /** Event type, or `gap`. */
  type: string;
}

/** A subscriber who comes back after every break and goes on where it was. */
export class Follower {
  readonly received: Received[] = [];
  breaks = 0;
  private current: Subscription<Loose> | null = null;
  private working: Promise<void> | null = null;
  private ending = false;

  constructor(
    readonly name: string,
    private readonly person: Person,
    private readonly history: History,
  ) {}

  get position(): number {
    return this.received.at(-1)?.seq ?? 0;
  }

  start(): void {
    this.working = this.follow();
  }

  async stop(): Promise<void> {
    this.ending = true;
    this.current?.stop();
    await this.working;
  }

  private async follow(): Promise<void> {
    while (!this.ending) {
      const current = this.person.subscribe(document, { after: this.position });
      this.current = current;
      try {
        for await (const { approvalChanged } of current) this.take(approvalChanged);
      } catch (error) {
        if (!this.ending) this.note('info', inWords(error));
      }
      current.stop();
      if (this.ending) return;
      this.breaks += 1;
      await pause(restMs);
    }
  }

  private take(delivery: Loose): void {
    const gap = delivery.__typename === 'GapNotice';
    this.received.push({ seq: delivery.seq, type: gap ? 'gap' : delivery.type });
  }

  private note(phase: 'info', why: string): void {
    this.history.note({ proc: this.name, op: 'follow', key: String(this.position), phase, why });
  }
}

/** An error, or the event of a socket that closed. */
function inWords(why: unknown): string {
  const { code, reason } = why as { code?: unknown; reason?: unknown };
  return why instanceof Error ? why.message.slice(0, 200) : `closed ${String(code)} ${String(reason)}`;
}

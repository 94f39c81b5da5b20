import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../../../server/testing/actor.js';

const add = 'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }';
const remove = 'mutation ($id: ID!) { removeConnector(id: $id) }';
const nobodyThere = { url: 'ws://127.0.0.1:1', auth: 'TOKEN', secret: 'T' };
const restMs = 400;

/** Adds and removes gateways all the time: other rooms react to both, through the queue. */
export class Housekeeper {
  done = 0;
  private working: Promise<void> | null = null;
  private ending = false;

  constructor(private readonly person: Person) {}

  start(): void {
    this.working = this.work();
    // Told when it is stopped.
    this.working.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.working;
  }

  private async work(): Promise<void> {
    while (!this.ending) {
      const added = await this.untilDone(add, { input: { name: `spare ${this.done}`, ...nobodyThere } });
      await this.untilDone(remove, { id: added.addConnector.id });
      this.done += 1;
      await pause(restMs);
    }
  }

  private async untilDone(document: string, variables: Record<string, unknown>) {
    const idempotencyKey = randomUUID();
    for (;;) {
      const answer = await this.person.call(document, variables, { idempotencyKey }).catch(() => null);
      if (answer && !answer.errors) return answer.data;
      if (answer && !['UNAVAILABLE', 'AUDIT_UNAVAILABLE', 'INTERNAL'].includes(answer.code!))
        throw new Error(`${document} was refused: ${JSON.stringify(answer.errors)}`);
      await pause(restMs);
    }
  }
}

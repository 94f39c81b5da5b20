import { ClientProblem } from './client-problem.js';
import type { DeviceKey } from './device-key.js';
import { graphqlCall, type Connection, type Operation } from './graphql-call.js';
import type { RequestSequence } from './request-sequence.js';

/**
 * Speaks to the server as this machine. Requests go one after the other, because the server takes their numbers in order
 * only; one that was lost on the way is simply followed by the next number.
 */
export class HostClient {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    private readonly key: DeviceKey,
    private readonly sequence: RequestSequence,
  ) {}

  /**
   * Runs one operation and returns its data.
   * @throws ClientProblem; its `reason` HOST_REVOKED, HOST_UNKNOWN and SEQUENCE_BEHIND mean that no later request will do
   * better before the machine is paired again
   */
  call<T>(operation: Operation): Promise<T> {
    const turn = this.queue.then(() => this.inTurn<T>(operation));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Server minus machine, in milliseconds, as far as it is known. */
  get clockOffsetMs(): number {
    return this.connection.clock.offsetMs;
  }

  private async inTurn<T>(operation: Operation): Promise<T> {
    try {
      return await this.send<T>(operation);
    } catch (error) {
      const isClock = error instanceof ClientProblem && error.reason === 'CLOCK_OFF';
      if (!isClock) throw error;
      // The refusal told the server's time.
      this.connection.clock.check();
      return this.send<T>(operation);
    }
  }

  private send<T>(operation: Operation): Promise<T> {
    const signing = { key: this.key, tag: 'clawbutler-host' as const, sequence: this.sequence.next() };
    return graphqlCall<T>(this.connection, operation, signing);
  }
}

import type { ResponseFrame } from './frames.js';
import type { LinkClock } from './link-clock.js';
import { RpcError } from './protocol-errors.js';

interface Waiting {
  method: string;
  settle: (outcome: { payload: unknown } | { error: RpcError }) => void;
}

/** The requests of one socket that still wait for their answer; bounded, each with its own deadline. */
export class PendingRequests {
  private readonly waiting = new Map<string, Waiting>();
  private nextId = 1;

  constructor(
    private readonly clock: LinkClock,
    private readonly max: number,
  ) {}

  get size(): number {
    return this.waiting.size;
  }

  /**
   * Registers a request, hands its id to `send`, and settles with the answer. Rejects with RpcError: the gateway's
   * own, REQUEST_TIMEOUT, CONNECTION_CLOSED or TOO_MANY_IN_FLIGHT.
   */
  open(method: string, timeoutMs: number, send: (id: string) => void): Promise<unknown> {
    if (this.waiting.size >= this.max) {
      const words = `${this.max} requests already wait for this gateway.`;
      return Promise.reject(RpcError.local(method, 'TOO_MANY_IN_FLIGHT', words));
    }
    const id = `r${this.nextId++}`;
    return new Promise((resolve, reject) => {
      const cancel = this.clock.after(timeoutMs, () => {
        this.waiting.delete(id);
        reject(
          RpcError.local(method, 'REQUEST_TIMEOUT', `The gateway did not answer within ${timeoutMs} ms.`),
        );
      });
      this.waiting.set(id, {
        method,
        settle: (outcome) => {
          cancel();
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.payload);
        },
      });
      send(id);
    });
  }

  /** Settles the request a response belongs to. False when nobody waits for it: late, or invented. */
  answer(frame: ResponseFrame): boolean {
    const waiting = this.waiting.get(frame.id);
    if (!waiting) return false;
    this.waiting.delete(frame.id);
    waiting.settle(
      frame.error ? { error: new RpcError(waiting.method, frame.error) } : { payload: frame.payload },
    );
    return true;
  }

  /** The socket is gone: nobody will answer any more. */
  failAll(words: string): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { method, settle } of all)
      settle({ error: RpcError.local(method, 'CONNECTION_CLOSED', words) });
  }
}

import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { headersOf, type CallOptions } from '../server/testing/graphql-caller.js';
import type { TestOrganization } from '../server/testing/world.js';

export interface CrowdSeat {
  url: string;
  headers: Record<string, string>;
}

export type CrowdOrder =
  | { do: 'enter'; seats: CrowdSeat[]; pattern: string; document: string | null }
  | { do: 'tell' }
  | { do: 'leave' };

export type CrowdAnswer =
  { entered: number } | { failed: string } | { samples: [key: string, atMs: number][] };

/** The server lets one caller have 20 sockets, so a crowd is many tokens. */
const socketsPerToken = 20;

/** Subscribers in a process of their own. */
export class Crowd {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * Opens one socket per subscriber, each with one subscription.
   * @param pattern of a regular expression whose first group is what a received text is known by
   */
  static async ofSubscribers(
    { url, size, document, pattern }: { url: string; size: number; document: string; pattern: string },
    organization: TestOrganization,
  ): Promise<Crowd> {
    const seats: CrowdSeat[] = [];
    while (seats.length < size) {
      const token = await organization.serviceToken(['approvals:read', 'activity:read', 'audit:read']);
      const credentials: CallOptions = { ...token.credentials, organization: organization.id };
      const seat = { url: `${url.replace('http', 'ws')}/graphql`, headers: headersOf(url, credentials) };
      for (let i = 0; i < socketsPerToken && seats.length < size; i++) seats.push(seat);
    }
    return Crowd.seated(seats, pattern, document);
  }

  /** Plain WebSockets that only listen. */
  static ofListeners(url: string, size: number, pattern: string): Promise<Crowd> {
    return Crowd.seated(Array<CrowdSeat>(size).fill({ url, headers: {} }), pattern, null);
  }

  private static async seated(seats: CrowdSeat[], pattern: string, document: string | null): Promise<Crowd> {
    const crowd = new Crowd(fork(path.join(import.meta.dirname, 'crowd-process.js')));
    await crowd.ask({ do: 'enter', seats, pattern, document });
    return crowd;
  }

  /** What was received since the last time, by key: when each subscriber received it. */
  async received(): Promise<Map<string, number[]>> {
    const answer = await this.ask({ do: 'tell' });
    const byKey = new Map<string, number[]>();
    for (const [key, atMs] of 'samples' in answer ? answer.samples : []) {
      const times = byKey.get(key);
      if (times) times.push(atMs);
      else byKey.set(key, [atMs]);
    }
    return byKey;
  }

  leave(): void {
    this.child.send({ do: 'leave' } satisfies CrowdOrder);
  }

  private ask(order: CrowdOrder): Promise<CrowdAnswer> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('The crowd is gone.'));
      this.child.once('exit', gone);
      this.child.once('message', (answer: CrowdAnswer) => {
        this.child.off('exit', gone);
        if ('failed' in answer) reject(new Error(answer.failed));
        else resolve(answer);
      });
      this.child.send(order);
    });
  }
}

import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../server/testing/graphql-caller.js';
import { storedEvents } from '../../server/testing/stored-events.js';
import { createServerHome, firstOwnerOn, startOn, type ServerHome } from './server-process.js';

const rounds = 10;
const clients = 16;
const drainLimitMs = 10_000;

const rename = 'mutation ($name: String!) { renameOrganization(name: $name) { id } }';

interface Attempt {
  /** When it was sent, before or after the signal. */
  early: boolean;
  /** `done`, an error's code, or `cut` when no answer came, with why. */
  end: string;
  why?: string;
}

let home: ServerHome;
beforeAll(async () => {
  home = await createServerHome();
});
afterAll(() => home.remove());

describe('R11: SIGTERM under load', () => {
  it(`${rounds} times: what is in flight is finished, and the process is gone in time`, async () => {
    let owner: Awaited<ReturnType<typeof firstOwnerOn>> | undefined;
    let [finished, slowest] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const started = startOn(home);
      await started.ready;
      owner ??= await firstOwnerOn(home, started);
      const before = await renamed(owner.organizationId);
      const load = new Load(home.url, owner.cookie);
      await pause(randomInt(300, 900));
      load.signalled = true;
      const at = performance.now();
      process.kill(started.pid, 'SIGTERM');
      expect(await started.exited).toBe(0);
      slowest = Math.max(slowest, performance.now() - at);
      const attempts = await load.end();
      const done = attempts.filter(({ end }) => end === 'done').length;
      finished += done;
      expect(failuresOf(attempts)).toEqual([]);
      // Nothing happened that nobody was told of, and nobody was told of what did not happen.
      expect((await renamed(owner.organizationId)) - before).toBe(done);
      expect(started.output()).not.toMatch(/unexpected error/);
    }
    process.stderr.write(
      `R11: ${rounds} SIGTERMs under load, ${finished} mutations finished, 0 in flight failed, drained in at most ${(slowest / 1000).toFixed(1)} s\n`,
    );
    expect(finished).toBeGreaterThan(rounds * clients);
    expect(slowest).toBeLessThan(drainLimitMs);
  });

  const renamed = async (organizationId: string) =>
    (await storedEvents(home.database, organizationId, ['organization.renamed'])).length;

  /** Sent before the signal: done. Sent after: done, told to come again, or not let in. */
  function failuresOf(attempts: readonly Attempt[]): Attempt[] {
    return attempts.filter(
      ({ early, end }) => end !== 'done' && (early || !['UNAVAILABLE', 'cut'].includes(end)),
    );
  }
});

/** Clients that rename the organisation without a pause until the server is gone. */
class Load {
  signalled = false;
  private readonly attempts: Attempt[] = [];
  private readonly running: Promise<void>[];

  constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {
    this.running = Array.from({ length: clients }, () => this.client());
  }

  async end(): Promise<Attempt[]> {
    await Promise.all(this.running);
    return this.attempts;
  }

  private async client(): Promise<void> {
    for (let refused = false; !refused;) {
      const early = !this.signalled;
      const { end, why } = await this.one();
      this.attempts.push({ early, end, why });
      refused = end !== 'done';
    }
  }

  private async one(): Promise<{ end: string; why?: string }> {
    try {
      const options = { cookie: this.cookie, idempotencyKey: randomUUID() };
      const { data, code } = await call(this.url, rename, { name: `Name ${randomUUID()}` }, options);
      return { end: code ?? (data.renameOrganization ? 'done' : 'nothing') };
    } catch (error) {
      const { message, cause } = error as Error;
      return { end: 'cut', why: `${message}: ${String(cause)}` };
    }
  }
}

import type { InstanceDirective } from '../../schema/generated/types.js';
import type { FoundRuntime } from '../discovery/discover.js';
import type { RuntimeReader } from '../runtimes/reading.js';
import { SyncLoop, type SyncSurroundings } from './sync-loop.js';
import type { Watchdog } from './watchdog.js';

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Runs one loop for each runtime that is found here, added there and not paused; what is not named is not read. */
export class SyncPlan {
  private readonly running = new Map<string, Running>();
  private failed: unknown = null;

  constructor(
    private readonly around: SyncSurroundings,
    private readonly watchdog: Watchdog,
  ) {}

  /** Follows the directives until the signal aborts, then waits for what is on its way. @throws what ended a loop for good */
  async run(signal: AbortSignal): Promise<void> {
    const { state } = this.around;
    while (!signal.aborted && this.failed === null) {
      await this.follow();
      await state.planDue.wait(60_000, signal);
    }
    for (const { stop } of this.running.values()) stop.abort();
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
    if (this.failed !== null) throw this.failed;
  }

  private async follow(): Promise<void> {
    const wanted = this.wanted();
    for (const [name, { stop, ended }] of this.running) {
      if (wanted.has(name)) continue;
      stop.abort();
      await ended;
      this.running.delete(name);
    }
    for (const [name, [runtime, instance]] of wanted) {
      if (!this.running.has(name)) this.running.set(name, this.start(runtime, instance));
    }
  }

  private wanted(): Map<string, [FoundRuntime & { reader: RuntimeReader }, InstanceDirective]> {
    const wanted = new Map<string, [FoundRuntime & { reader: RuntimeReader }, InstanceDirective]>();
    for (const runtime of this.around.state.found) {
      const instance = this.around.state.directiveFor(runtime.place.key);
      const { reader } = runtime;
      if (reader === null || instance === null || instance.paused) continue;
      wanted.set(`${instance.instanceId} ${runtime.place.key}`, [{ ...runtime, reader }, instance]);
    }
    return wanted;
  }

  private start(runtime: FoundRuntime & { reader: RuntimeReader }, instance: InstanceDirective): Running {
    const stop = new AbortController();
    const ended = new SyncLoop(runtime, instance, this.around)
      .run(stop.signal)
      .catch((error: unknown) => {
        this.failed ??= error;
        this.around.state.planDue.ring();
      })
      .finally(() => this.watchdog.forget(`sync ${runtime.place.key}`));
    return { stop, ended };
  }
}

import type { InstanceDirective } from '../../schema/generated/types.js';
import type { HostClient } from '../client/host-client.js';
import type { FoundRuntime } from '../discovery/discover.js';
import type { Reading, RuntimeReader } from '../runtimes/reading.js';
import type { CursorJournal } from '../spool/cursor-journal.js';
import type { Spool } from '../spool/spool.js';
import { BackOff } from './back-off.js';
import { batchesOf, sizeOf } from './batches.js';
import { Bell } from './bell.js';
import { deliver } from './deliver.js';
import { FinalProblem } from './final-problem.js';
import { FolderWatch } from './folder-watch.js';
import type { HostState } from './host-state.js';
import type { Turns } from './turns.js';

/** Bytes read at a time: what is in memory is a few times that. */
const budgetBytes = 1024 * 1024;
/** Writers write in bursts; one look for all of them. */
const settleMs = 1_000;
const watchedPollMs = 10_000;
const unwatchedPollMs = 3_000;

export interface SyncSurroundings {
  readonly client: Pick<HostClient, 'call'>;
  readonly spool: Spool;
  readonly state: HostState;
  readonly turns: Turns;
  readonly log: (words: string, details?: Record<string, unknown>) => void;
  readonly beat: (name: string) => void;
}

/**
 * Brings what one runtime wrote to the server, the newest first, then what came before, then whatever is added. A cursor
 * is remembered only once the server has everything up to it, so nothing is missing after any crash; what is sent twice
 * the server knows by its keys.
 */
export class SyncLoop {
  private readonly due = new Bell();
  private readonly backOff = new BackOff();
  private readonly key: string;

  constructor(
    private readonly runtime: FoundRuntime & { readonly reader: RuntimeReader },
    private readonly instance: InstanceDirective,
    private readonly around: SyncSurroundings,
  ) {
    this.key = runtime.place.key;
  }

  /** Runs until the signal aborts. @throws FinalProblem */
  async run(signal: AbortSignal): Promise<void> {
    const watch = new FolderWatch(this.runtime.place.root, () => this.due.ring());
    let isBehind = true;
    try {
      while (!signal.aborted) {
        this.around.beat(`sync ${this.key}`);
        const isMore = await this.round(signal);
        // Once it has caught up, people are told so at once.
        if (isBehind && !isMore) this.around.state.reportDue.ring();
        isBehind = isMore;
        if (isMore) continue;
        await watch.refresh();
        await this.due.wait(watch.isWatching ? watchedPollMs : unwatchedPollMs, signal);
        await new Bell().wait(settleMs, signal);
      }
    } finally {
      watch.close();
      this.around.state.setWaiting(this.key, 0);
      this.around.state.tell(this.key, null);
    }
  }

  /** One look, in turn with the other runtimes. True when there is more to read. */
  private async round(signal: AbortSignal): Promise<boolean> {
    try {
      const isMore = await this.around.turns.take(() => this.readAndSend(signal));
      this.backOff.reset();
      return isMore;
    } catch (error) {
      if (error instanceof FinalProblem) throw error;
      const words = `${this.runtime.place.location} cannot be synchronised: ${(error as Error).message}`;
      this.around.state.tell(this.key, words);
      this.around.log('A round of synchronising failed.', { key: this.key, error: (error as Error).message });
      await new Bell().wait(this.backOff.nextMs(), signal);
      return false;
    }
  }

  private async readAndSend(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const { reader, place } = this.runtime;
    const journal = this.around.spool.journal(this.key, this.instance.instanceId);
    const reading = await reader.read(place, journal.current, { bytes: budgetBytes });
    if (!(await this.send(reading, signal))) return false;
    commit(journal, reading);
    const [problem] = reading.problems;
    this.around.state.tell(this.key, problem === undefined ? null : `${place.location}: ${problem}`);
    return reading.backlogBytes > 0;
  }

  /** False when not everything arrived: nothing is remembered then. */
  private async send(reading: Reading, signal: AbortSignal): Promise<boolean> {
    const { state, client, log } = this.around;
    let waiting = reading.sessions.length + reading.entries.length + reading.usages.length;
    for (const batch of batchesOf(reading, () => this.policy())) {
      state.setWaiting(this.key, waiting);
      if (this.policy() === null) return false;
      const problem = (words: string | null) => state.tell('server', words);
      const delivery = await deliver(
        { instanceId: this.instance.instanceId, ...batch },
        { client, signal, problem },
      );
      if (delivery.kind === 'given-up') {
        if (signal.aborted) return false;
        log('A batch was given up.', { key: this.key, why: delivery.why });
        state.reportDue.ring();
        throw new Error(delivery.why);
      }
      if (delivery.refused > 0)
        log('The server refused records for good.', { key: this.key, records: delivery.refused });
      this.around.beat(`sync ${this.key}`);
      waiting -= sizeOf(batch);
    }
    state.setWaiting(this.key, 0);
    return this.policy() !== null;
  }

  /** What may leave the host now; null once this runtime is not to be read any more. */
  private policy() {
    const directive = this.around.state.directiveFor(this.key);
    const isOurs =
      directive !== null && directive.instanceId === this.instance.instanceId && !directive.paused;
    return isOurs ? directive.contentPolicy : null;
  }
}

function commit(journal: CursorJournal, reading: Reading): void {
  try {
    journal.commit(reading.cursor);
  } catch (error) {
    throw new Error(`what was read cannot be written down (${(error as Error).message}); reading waits`, {
      cause: error,
    });
  }
}

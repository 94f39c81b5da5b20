import type { SessionFactsInput, SessionUsageInput } from '../../schema/generated/types.js';
import type { RawEntry, ReaderCursor, Reading } from './reading.js';

/** Problems told in one reading, at most: a thousand locked files are one problem. */
const MAX_PROBLEMS = 20;

/** What a read has gathered so far. */
export class Gathered {
  readonly entries: RawEntry[] = [];
  private readonly usagesByKey = new Map<string, SessionUsageInput>();
  private readonly sessionsById = new Map<string, SessionFactsInput>();
  private readonly problemSet = new Set<string>();

  /** The same model call again holds when it tells of more output: calls are written down while they stream. */
  addUsage(usage: SessionUsageInput): void {
    const known = this.usagesByKey.get(usage.key);
    if (known === undefined || usage.output > known.output) this.usagesByKey.set(usage.key, usage);
  }

  addSession(facts: SessionFactsInput): void {
    this.sessionsById.set(facts.externalId, facts);
  }

  addProblem(problem: string): void {
    if (this.problemSet.size < MAX_PROBLEMS) this.problemSet.add(problem);
  }

  /** All of it, as one reading that leads to this cursor. */
  reading(cursor: ReaderCursor, backlogBytes: number): Reading {
    const { sessions, entries, usages, problems } = this;
    return { sessions, entries, usages, cursor, problems, backlogBytes };
  }

  get usages(): readonly SessionUsageInput[] {
    return [...this.usagesByKey.values()];
  }

  get sessions(): readonly SessionFactsInput[] {
    return [...this.sessionsById.values()];
  }

  get problems(): readonly string[] {
    return [...this.problemSet];
  }
}

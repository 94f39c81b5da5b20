import type { HostDirectives, InstanceDirective } from '../../schema/generated/types.js';
import type { FoundRuntime } from '../discovery/discover.js';
import { Bell } from './bell.js';

const mostProblems = 20;

/** What the loops of a daemon know in common. Each tells only its own part. */
export class HostState {
  /** Rings when there is something to report. */
  readonly reportDue = new Bell();
  /** Rings when what to read may have changed. */
  readonly planDue = new Bell();
  found: readonly FoundRuntime[] = [];
  directives: HostDirectives | null = null;
  lastReportAt: Date | null = null;
  private readonly problems = new Map<string, string>();
  private readonly waiting = new Map<string, number>();

  /** What to do with the runtime of this key; null when nothing. */
  directiveFor(key: string): InstanceDirective | null {
    return this.directives?.instances.find((instance) => instance.key === key) ?? null;
  }

  /** Takes up what the server wants, from whichever loop hears of it first. */
  direct(directives: HostDirectives): void {
    const known = new Set(this.directives?.instances.map(({ instanceId }) => instanceId));
    this.directives = directives;
    this.planDue.ring();
    // Of what was added just now the settings are told.
    if (directives.instances.some(({ instanceId }) => !known.has(instanceId))) this.reportDue.ring();
  }

  /** Says what stands in the way, or with null that nothing does any more. */
  tell(about: string, problem: string | null): void {
    if (problem === null) this.problems.delete(about);
    else this.problems.set(about, problem);
  }

  /** Records of a runtime that were read and are not at the server yet. */
  setWaiting(key: string, records: number): void {
    if (records === 0) this.waiting.delete(key);
    else this.waiting.set(key, records);
  }

  get waitingRecords(): number {
    return [...this.waiting.values()].reduce((sum, records) => sum + records, 0);
  }

  get currentProblems(): string[] {
    return [...this.problems.values()].slice(0, mostProblems);
  }
}

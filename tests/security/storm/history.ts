import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What happened to one operation. `invoke`: it begins. `ok`: it was answered. `info`: the connection broke, so nobody
 * knows. `fail`: it was refused for good.
 */
export type Phase = 'invoke' | 'ok' | 'info' | 'fail';

export interface Entry {
  /** Milliseconds since the storm began. */
  t: number;
  proc: string;
  op: string;
  key: string;
  phase: Phase;
  [detail: string]: unknown;
}

/** Everything clients and the wind did, in memory for the checkers and as JSON lines for people. */
export class History {
  readonly entries: Entry[] = [];
  readonly file = join(mkdtempSync(join(tmpdir(), 'clawbutler-storm-')), 'history.jsonl');
  private readonly began = performance.now();

  note(entry: Omit<Entry, 't'>): void {
    const noted = { t: Math.round(performance.now() - this.began), ...entry } as Entry;
    this.entries.push(noted);
    appendFileSync(this.file, `${JSON.stringify(noted)}\n`);
  }
}

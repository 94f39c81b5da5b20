import { readPrivate, removePrivate, writePrivate } from './agent-directory.js';
import { ClientProblem } from './client-problem.js';

const file = 'sequence';

/**
 * Numbers the requests of this machine: each is greater than all before, and is on disk before it is used, so that none is
 * ever used twice. One process at a time may count; a second one would look like a copy of the key.
 */
export class RequestSequence {
  private last: number | null = null;

  constructor(private readonly directory: string) {}

  next(): number {
    const next = (this.last ?? this.read()) + 1;
    writePrivate(this.directory, file, `${next}\n`);
    this.last = next;
    return next;
  }

  static remove(directory: string): void {
    removePrivate(directory, file);
  }

  private read(): number {
    const text = readPrivate(this.directory, file)?.trim() ?? '0';
    if (/^\d{1,15}$/.test(text)) return Number(text);
    // Starting over would only be refused: every number was used already.
    const words = `${file} in ${this.directory} holds no number. Run: clawbutler unpair, then pair again.`;
    throw new ClientProblem('LOCAL', words);
  }
}

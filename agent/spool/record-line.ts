import { createHash } from 'node:crypto';
import type { ReaderCursor } from '../runtimes/reading.js';

/** How far one source was read, or null once it is forgotten. */
export interface CursorRecord {
  readonly source: string;
  readonly cursor: ReaderCursor[string] | null;
}

const checkCharacters = 16;

/** One line of a journal: a check over the rest, a space, JSON. */
export function lineOf(record: CursorRecord): string {
  const body = JSON.stringify([record.source, record.cursor]);
  return `${checkOf(body)} ${body}\n`;
}

/** What a line says (without its end); null when it was not written whole or is damaged. */
export function recordIn(line: string): CursorRecord | null {
  const body = line.slice(checkCharacters + 1);
  if (line[checkCharacters] !== ' ' || checkOf(body) !== line.slice(0, checkCharacters)) return null;
  const [source, cursor] = JSON.parse(body) as [string, ReaderCursor[string] | null];
  return { source, cursor };
}

const checkOf = (body: string) => createHash('sha256').update(body).digest('hex').slice(0, checkCharacters);

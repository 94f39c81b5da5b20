import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { SessionFactsInput } from '../../schema/generated/types.js';
import { fieldsOf, identifier } from './fields.js';
import type { Gathered } from './gathered.js';
import type { ReaderCursor } from './reading.js';
import { tailCursor, upToDate } from './tail/cursor.js';

/** A file as the cursor knows it. */
export interface CursorSource {
  /** Its key in the cursor. */
  readonly name: string;
  readonly stats: BigIntStats;
}

/** Bytes there are. */
export function totalOf(sources: readonly CursorSource[]): number {
  return sources.reduce((sum, { stats }) => sum + Number(stats.size), 0);
}

/**
 * Bytes the cursor has not covered. Of a packed file that is not done, all: nobody knows how much is left. `except`:
 * sources that cannot be read now, so that reading again at once is of no use.
 */
export function backlogOf(
  sources: readonly CursorSource[],
  cursor: ReaderCursor,
  except: ReadonlySet<string> = new Set(),
): number {
  return sources.reduce((sum, { name, stats }) => {
    const tail = tailCursor(fieldsOf(cursor[name]).tail);
    if (except.has(name) || upToDate(tail, stats)) return sum;
    const covered = tail === null || tail.packed ? 0 : tail.offset;
    return sum + Math.max(0, Number(stats.size) - covered);
  }, 0);
}

/** Tells what was told of sessions apart. */
export function digestOf(told: SessionFactsInput | readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 16);
}

/** Tells once of each session whose file is nowhere any more; `ids` are the sessions that still have one. */
export function tellGone(
  sources: readonly CursorSource[],
  ids: ReadonlySet<string>,
  cursor: ReaderCursor,
  gathered: Gathered,
): void {
  const names = new Set(sources.map(({ name }) => name));
  for (const [name, saved] of Object.entries(cursor)) {
    const was = fieldsOf(saved.is);
    const externalId = identifier(was.externalId);
    if (names.has(name) || externalId === null || ids.has(externalId) || saved.tail === null) continue;
    gathered.addSession({
      externalId,
      relation: was.relation as SessionFactsInput['relation'],
      parentExternalId: identifier(was.parentExternalId),
      status: 'ENDED',
      sourceGone: true,
    });
  }
}

/** Keeps what the cursor knows of files that could not be listed. */
export function keepUnlisted(cursor: ReaderCursor, next: Record<string, ReaderCursor[string]>): void {
  for (const [name, saved] of Object.entries(cursor)) next[name] ??= saved;
}

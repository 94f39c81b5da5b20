import { readFileSync } from 'node:fs';
import { Flaw, UsageProblem } from './flaw.js';
import { openCheckpoint, type TrustedKey } from './note.js';
import type { TreeHead } from './tree.js';

/** A checkpoint kept outside the export (and outside the server), and the file it came from. */
export interface ExternalCheckpoint extends TreeHead {
  readonly path: string;
}

/** A note: lines of text, an empty line, signature lines. */
const ONE_NOTE = /(?:[^\n]+\n)+\n(?:— [^\n]+\n)+/gu;

/** Reads checkpoint files, of one note or of many one after another. Throws UsageProblem when a file cannot be read. */
export function readNotes(paths: readonly string[]): { path: string; note: string }[] {
  return paths.flatMap((path) => {
    try {
      return notesOf(readFileSync(path, 'utf8')).map((note) => ({ path, note }));
    } catch (error) {
      throw new UsageProblem(
        `Cannot read the checkpoint ${path}: ${String((error as { code?: unknown }).code)}.`,
      );
    }
  });
}

/** The notes of a file; a file with anything else in it is taken for one note, and refused as one later. */
function notesOf(text: string): string[] {
  const notes = text.match(ONE_NOTE) ?? [];
  return notes.length > 1 && text.replace(ONE_NOTE, '').trim() === '' ? notes : [text];
}

/**
 * Opens checkpoints for comparison with a log of `treeSize` events, smallest first. Throws Flaw('external-checkpoint')
 * when one is not signed, about another log, or about more events than the log has.
 */
export function openExternal(
  notes: readonly { path: string; note: string }[],
  keys: readonly TrustedKey[],
  log: { origin: string; treeSize: number },
): ExternalCheckpoint[] {
  const opened = notes.map(({ path, note }) => {
    const { origin, size, root } = openNamed(path, note, keys);
    if (origin !== log.origin) throw flaw(path, `is about ${origin}, the export about ${log.origin}`);
    if (size > log.treeSize) {
      throw flaw(
        path,
        `covers ${size} events, the export only ${log.treeSize}: events are missing or were taken back`,
      );
    }
    return { path, size, root };
  });
  return opened.sort((one, other) => one.size - other.size);
}

/** Compares the log's own root at a size with the checkpoints of that size. Throws Flaw('external-checkpoint'). */
export function compareAt(checkpoints: readonly ExternalCheckpoint[], head: TreeHead): void {
  for (const { path, size, root } of checkpoints) {
    if (size === head.size && root !== head.root) {
      throw flaw(path, `covers other events than the first ${size} of this export: history was rewritten`);
    }
  }
}

function openNamed(path: string, note: string, keys: readonly TrustedKey[]) {
  try {
    return openCheckpoint(note, keys);
  } catch (error) {
    throw error instanceof Flaw ? flaw(path, `is not valid: ${error.message}`) : error;
  }
}

function flaw(path: string, what: string): Flaw {
  return new Flaw('external-checkpoint', `the checkpoint ${path} ${what}`);
}

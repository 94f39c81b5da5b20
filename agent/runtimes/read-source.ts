import type { Gathered } from './gathered.js';
import type { TailCursor } from './tail/cursor.js';
import { reasonOf, UnreadableFile } from './tail/open-inside.js';
import {
  LINE_BOUNDS,
  tailFile,
  type LineListener,
  type TailedFile,
  type TailResult,
} from './tail/tail-file.js';

/** One file to read on. */
export interface SourceJob {
  readonly file: TailedFile;
  /** As its owner knows it. */
  readonly name: string;
  readonly cursor: TailCursor | null;
  readonly budgetBytes: number;
  readonly gathered: Gathered;
}

/** Reads a file on; what goes wrong is a problem that is told. Null when nothing could be read of it. */
export async function readSource(job: SourceJob, listener: LineListener): Promise<TailResult | null> {
  const { file, name, gathered } = job;
  try {
    const bounds = { ...LINE_BOUNDS, budgetBytes: job.budgetBytes };
    const result = await tailFile(file, job.cursor, listener, bounds);
    if (result !== null && result.skippedLines > 0) {
      const lines = result.skippedLines === 1 ? 'a line' : `${result.skippedLines} lines`;
      gathered.addProblem(`${name}: ${lines} longer than 32 MiB left out.`);
    }
    return result;
  } catch (error) {
    const why = error instanceof UnreadableFile ? error.message : reasonOf(error);
    gathered.addProblem(`${name} cannot be read: ${why}.`);
    return null;
  }
}

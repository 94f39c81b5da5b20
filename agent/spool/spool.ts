import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ReaderCursor } from '../runtimes/reading.js';
import { CursorJournal, type JournalCheck } from './cursor-journal.js';

/** Where journals are, within the agent's folder. */
export const spoolFolder = (directory: string): string => join(directory, 'spool');

/**
 * What this host remembers of its reading: one journal per runtime, of cursors only. Transcripts stay where their
 * runtimes keep them and are never written down a second time (docs/adr/0009-cursors-instead-of-a-spool.md).
 */
export class Spool {
  private readonly open = new Map<string, CursorJournal>();

  constructor(private readonly folder: string) {}

  /** The journal of the runtime with this key and of the instance it is on the server, opened and checked the first time. */
  journal(key: string, instanceId: string): CursorJournal {
    const name = fileOf(key, instanceId);
    let journal = this.open.get(name);
    if (journal === undefined) {
      journal = CursorJournal.open(join(this.folder, name));
      this.open.set(name, journal);
    }
    return journal;
  }

  /** How far the runtime was read; nothing for one that is not added. */
  cursorOf(key: string, instanceId: string | null): ReaderCursor {
    return instanceId === null ? {} : this.journal(key, instanceId).current;
  }

  /** Checks every journal there is, as opening does. */
  static check(folder: string): readonly ({ readonly file: string } & JournalCheck)[] {
    return filesIn(folder).map((file) => {
      const journal = CursorJournal.open(join(folder, file));
      journal.close();
      return { file, ...journal.check };
    });
  }

  /** Forgets all journals: everything is read and sent again, and known at the server. */
  static remove(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
  }

  close(): void {
    for (const journal of this.open.values()) journal.close();
    this.open.clear();
  }
}

/** Another pairing makes other instances, which have nothing yet. */
function fileOf(key: string, instanceId: string): string {
  return `${createHash('sha256').update(`${instanceId}\0${key}`).digest('hex').slice(0, 32)}.cursors`;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.cursors'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

import { fieldsOf, parsedLine, timeMs } from '../fields.js';
import { listFiles, type ListedFile } from '../tail/list-files.js';
import { openInside } from '../tail/open-inside.js';
import { noteRow } from './transcript.js';
import { freshState, type TranscriptState } from './transcript-state.js';

/** A transcript in a Claude Code home. */
export interface TranscriptSource extends ListedFile {
  /** Session in its name; of a subagent, the parent's when the folder tells it. */
  readonly session: string | null;
  /** Null for a session of its own. */
  readonly agent: string | null;
}

const ID = '[A-Za-z0-9_-]{1,90}';
const MAIN = new RegExp(`^projects/[^/]+/(?!agent-)(${ID})\\.jsonl$`);
const SUBAGENT = new RegExp(`^projects/[^/]+/(${ID})/subagents/(?:[^/]+/)*agent-(${ID})\\.jsonl$`);
/** Version 2.0 put them beside the sessions. */
const OLD_SUBAGENT = new RegExp(`^projects/[^/]+/agent-(${ID})\\.jsonl$`);

/** Bytes at the beginning that are looked at to see which session this is and whether it is a copy; more if one line. */
const HEAD_BYTES = [256 * 1024, 8 * 1024 * 1024];

/** What a name says; null when it is no transcript, like Claude Code's temporary `*.compact.tmp.*`. */
export function transcriptNamed(name: string): { session: string | null; agent: string | null } | null {
  const main = MAIN.exec(name);
  if (main) return { session: main[1] ?? null, agent: null };
  const sub = SUBAGENT.exec(name);
  if (sub) return { session: sub[1] ?? null, agent: sub[2] ?? null };
  const old = OLD_SUBAGENT.exec(name);
  return old ? { session: null, agent: old[1] ?? null } : null;
}

/** Every transcript of a home. */
export async function transcriptSources(
  root: string,
): Promise<{ readonly sources: readonly TranscriptSource[]; readonly problems: readonly string[] }> {
  const { files, problems } = await listFiles(root, 'projects', (name) => transcriptNamed(name) !== null);
  const sources = files.flatMap((file) => {
    const named = transcriptNamed(file.name);
    return named === null ? [] : [{ ...file, ...named }];
  });
  return { sources, problems };
}

/** What the beginning of a transcript says: its session, its first row, whether that was copied. */
export async function headOf(root: string, path: string): Promise<TranscriptState> {
  const state = freshState();
  const handle = await openInside(root, path);
  if (handle === null) return state;
  try {
    for (const size of HEAD_BYTES) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
      const head = buffer.subarray(0, bytesRead);
      if (head.includes(0x0a) || bytesRead < size) return noteHead(state, head);
    }
    return state;
  } finally {
    await handle.close();
  }
}

function noteHead(state: TranscriptState, head: Buffer): TranscriptState {
  let start = 0;
  for (let end = head.indexOf(0x0a); end >= 0 && state.firstUuid === null; end = head.indexOf(0x0a, start)) {
    noteRow(state, fieldsOf(parsedLine(head.subarray(start, end))));
    start = end + 1;
  }
  return state;
}

/** When a file was born, as far as the file system knows. */
export function birthOf(file: ListedFile): number | null {
  return timeMs(Number(file.stats.birthtimeMs)) ?? timeMs(Number(file.stats.mtimeMs));
}

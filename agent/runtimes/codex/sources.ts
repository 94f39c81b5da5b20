import { listFiles, type ListedFile } from '../tail/list-files.js';

/** A thread's rollout. */
export interface RolloutSource {
  /** Key in the cursor: plain and packed, live and archived files of a thread are one source. */
  readonly name: string;
  readonly thread: string;
  readonly path: string;
  readonly stats: ListedFile['stats'];
  /** Codex packs rollouts that lie idle with zstd, and unpacks them when the thread goes on. */
  readonly packed: boolean;
}

const ROLLOUT =
  /^(?:archived_)?sessions\/(?:[^/]+\/)*rollout-[^/]*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl(\.zst)?$/;

/** Every thread of a Codex home, each once: the plain file when there is one, of several the latest. */
export async function rolloutSources(
  root: string,
): Promise<{ readonly sources: readonly RolloutSource[]; readonly problems: readonly string[] }> {
  const wanted = (name: string) => ROLLOUT.test(name);
  const listings = [
    await listFiles(root, 'sessions', wanted),
    await listFiles(root, 'archived_sessions', wanted),
  ];
  const byThread = new Map<string, RolloutSource>();
  for (const file of listings.flatMap(({ files }) => files)) {
    const source = sourceOf(file);
    const known = byThread.get(source.thread);
    if (known === undefined || isBetter(source, known)) byThread.set(source.thread, source);
  }
  return { sources: [...byThread.values()], problems: listings.flatMap(({ problems }) => problems) };
}

function sourceOf({ name, path, stats }: ListedFile): RolloutSource {
  const [, thread = '', packing] = ROLLOUT.exec(name) ?? [];
  return { name: thread, thread, path, stats, packed: packing !== undefined };
}

function isBetter(one: RolloutSource, other: RolloutSource): boolean {
  if (one.packed !== other.packed) return other.packed;
  return one.stats.mtimeNs > other.stats.mtimeNs;
}

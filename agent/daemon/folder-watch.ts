import { watch, type FSWatcher } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Each watched folder costs the system a little; the ones that changed last are those that change next. */
const mostFolders = 64;
const mostLooked = 5_000;
const deepest = 5;

/**
 * Tells when something happens in the folders of a runtime that changed last. Only a hint: network folders tell
 * nothing, so whoever listens looks by the clock as well.
 */
export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();

  constructor(
    private readonly root: string,
    private readonly changed: () => void,
  ) {}

  /** Finds the folders to watch anew. */
  async refresh(): Promise<void> {
    const wanted = new Set(await newestFolders(this.root));
    for (const [folder, watcher] of this.watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.watchers.has(folder)) this.add(folder);
  }

  get isWatching(): boolean {
    return this.watchers.size > 0;
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private add(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, this.changed);
      watcher.on('error', () => {
        watcher.close();
        this.watchers.delete(folder);
      });
      this.watchers.set(folder, watcher);
    } catch {
      // No watches left, or none on this file system: the clock does it.
    }
  }
}

async function newestFolders(root: string): Promise<string[]> {
  const found: { folder: string; changedMs: number }[] = [];
  const queue = [{ folder: root, depth: 0 }];
  for (let next = queue.pop(); next !== undefined && found.length < mostLooked; next = queue.pop()) {
    const { folder, depth } = next;
    const stats = await stat(folder).catch(() => null);
    if (stats === null) continue;
    found.push({ folder, changedMs: depth === 0 ? Infinity : stats.mtimeMs });
    if (depth < deepest)
      queue.push(...(await within(folder)).map((child) => ({ folder: child, depth: depth + 1 })));
  }
  return found
    .sort((a, b) => b.changedMs - a.changedMs)
    .slice(0, mostFolders)
    .map(({ folder }) => folder);
}

async function within(folder: string): Promise<string[]> {
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
    }
  } catch {
    // Gone, or not ours to list.
  }
  return folders;
}

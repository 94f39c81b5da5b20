import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processDomain, processExists, processStart } from '../runtimes/process-identity.js';

/** A daemon as its lock names it. Process ids are used again; with the start it is one process only. */
export interface LockHolder {
  readonly pid: number;
  /** Null where the system does not tell. */
  readonly start: string | null;
  readonly domain: string | null;
}

const file = 'daemon.lock';
/** Nobody holds the right to replace a lock for so long. */
const takeoverMs = 10_000;

/** One daemon per agent folder: two would use the same request numbers, which reads like a stolen key. */
export class InstanceLock {
  private constructor(private readonly path: string) {}

  /** Takes the lock; who holds it when somebody alive does. */
  static async take(directory: string): Promise<InstanceLock | LockHolder> {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, file);
    const own = JSON.stringify(await self());
    for (;;) {
      if (create(path, own)) return new InstanceLock(path);
      const holder = readHolder(path);
      if (holder !== null && (await isAlive(holder))) return holder;
      removeStale(path, holder);
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** The daemon that runs with this folder; null when none does. */
export async function runningDaemon(directory: string): Promise<LockHolder | null> {
  const holder = readHolder(join(directory, file));
  return holder !== null && (await isAlive(holder)) ? holder : null;
}

async function self(): Promise<LockHolder> {
  return { pid: process.pid, start: await processStart(process.pid), domain: await processDomain() };
}

async function isAlive({ pid, start, domain }: LockHolder): Promise<boolean> {
  if (domain !== (await processDomain())) return false;
  return processExists(pid) && start === (await processStart(pid));
}

/** Whole or not at all: a lock without its holder in it would be nobody's. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock of a dead holder. Only one at a time, and only that very lock: a third may have taken it meanwhile. */
function removeStale(path: string, seen: LockHolder | null): void {
  const takeover = `${path}.takeover`;
  try {
    writeFileSync(takeover, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (ageOf(takeover) > takeoverMs) rmSync(takeover, { force: true });
    return;
  }
  try {
    if (JSON.stringify(readHolder(path)) === JSON.stringify(seen)) rmSync(path, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function readHolder(path: string): LockHolder | null {
  try {
    const { pid, start, domain } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    if (typeof pid !== 'number') return null;
    return { pid, start: textOrNull(start), domain: textOrNull(domain) };
  } catch {
    return null;
  }
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

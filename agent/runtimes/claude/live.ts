import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionStatus } from '../../../schema/generated/types.js';
import { fieldsOf, identifier, parsedLine, timeMs, type Fields } from '../fields.js';
import { processDomain, processExists, processStart } from '../process-identity.js';
import { listFiles } from '../tail/list-files.js';
import { openInside } from '../tail/open-inside.js';

/** Registry files say who runs and nothing long. */
const MAX_REGISTRY_BYTES = 64 * 1024;

/** The files beside them hold peer tokens: only these names are opened. */
const REGISTRY_FILE = /^sessions\/\d{1,10}\.json$/;

/** What a process of another boot or container told is believed to be of interest for so long. */
const ELSEWHERE_MS = 24 * 60 * 60 * 1000;

const STATUSES: Readonly<Record<string, SessionStatus>> = {
  busy: 'RUNNING',
  idle: 'IDLE',
  waiting: 'WAITING',
};

/** Which sessions are open, as the registry of a home tells; verified, since files of killed processes stay. */
export interface LiveSessions {
  /** False when this home has no registry: older versions keep none. */
  readonly known: boolean;
  readonly statuses: ReadonlyMap<string, SessionStatus>;
}

/** Reads the live registry of a Claude Code home. */
export async function liveSessions(root: string, nowMs: number): Promise<LiveSessions> {
  const { files } = await listFiles(root, 'sessions', (name) => REGISTRY_FILE.test(name));
  const domain = await processDomain();
  const statuses = new Map<string, SessionStatus>();
  for (const file of files) {
    const told = await registryFile(root, file.path);
    const session = identifier(told.sessionId);
    const status = session === null ? null : await statusOf(told, domain, nowMs);
    if (session !== null && status !== null) statuses.set(session, status);
  }
  return { known: await isThere(join(root, 'sessions')), statuses };
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function registryFile(root: string, path: string): Promise<Fields> {
  const handle = await openInside(root, path).catch(() => null);
  if (handle === null) return {};
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(MAX_REGISTRY_BYTES),
      0,
      MAX_REGISTRY_BYTES,
      0,
    );
    return fieldsOf(parsedLine(buffer.subarray(0, bytesRead)));
  } finally {
    await handle.close();
  }
}

/** Null when its process is gone; UNKNOWN when that is another machine's or container's to say, and it did lately. */
async function statusOf(told: Fields, domain: string | null, nowMs: number): Promise<SessionStatus | null> {
  if (domain !== null && typeof told.pidDomain === 'string' && told.pidDomain !== domain) {
    const toldMs = timeMs(told.updatedAt);
    return toldMs !== null && nowMs - toldMs < ELSEWHERE_MS ? 'UNKNOWN' : null;
  }
  if (!(await isRunning(Number(told.pid), told.procStart))) return null;
  const status = typeof told.status === 'string' ? told.status : '';
  return Object.hasOwn(STATUSES, status) ? (STATUSES[status] ?? 'UNKNOWN') : 'UNKNOWN';
}

async function isRunning(pid: number, procStart: unknown): Promise<boolean> {
  if (!processExists(pid)) return false;
  const start = await processStart(pid);
  return start === null || procStart === undefined || String(procStart) === start;
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { birthMark, eventually, isAlive, signal } from './processes.mjs';
import { PlainError } from './terminal.mjs';

/**
 * Who runs on a data directory. `server` is the child that may outlive a killed launcher for a moment.
 * @typedef {{ pid: number, birth: string, url?: string, server?: { pid: number, birth: string } }} Instance
 */

const identify = (pid) => ({ pid, birth: birthMark(pid) });
/** The very process, not a later one with its number. */
const lives = (who) => isAlive(who.pid) && birthMark(who.pid) === who.birth;

/** @returns {Instance | undefined} undefined when absent or half-written by a machine that lost power */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function refuse(dataDir, holder) {
  const place = holder.url ? ` at ${holder.url}` : '';
  throw new PlainError(
    `ClawButler is already running${place} (process ${holder.pid}) on ${dataDir}.\n` +
      'Stop that one first, or give this one its own CLAWBUTLER_DATA_DIR and CLAWBUTLER_PORT.',
  );
}

/**
 * Sets a dead instance's lock aside. Two starters may try at once: who moved the other's fresh lock puts it back.
 */
function setAside(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = read(aside);
    if (moved && lives(moved)) linkSync(aside, file);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(aside, { force: true });
}

/** A server whose launcher was killed ends by itself when it notices; it holds the port until then. */
async function settleServer(server) {
  if (!server || !lives(server)) return;
  if (!(await eventually(() => !lives(server), 5_000))) signal(server.pid, 'SIGKILL');
  await eventually(() => !lives(server), 2_000);
}

/**
 * The right to be the only one on a data directory. It needs no cleaning up after `kill -9`: a lock whose process is gone
 * is worth nothing.
 * @param {string} dataDir
 * @returns {Promise<{ note: (facts: { url?: string, serverPid?: number }) => void, release: () => void }>}
 * @throws {PlainError} naming process and address of the one that runs; nothing is changed then
 */
export async function lockDataDirectory(dataDir) {
  const file = path.join(dataDir, 'instance.json');
  const draft = `${file}.${process.pid}.new`;
  /** @type {Instance} */
  const self = identify(process.pid);
  const put = (publish) => {
    writeFileSync(draft, JSON.stringify(self), { mode: 0o600 });
    publish();
    rmSync(draft, { force: true });
  };
  let previous;
  for (;;) {
    const holder = read(file);
    if (holder && lives(holder)) refuse(dataDir, holder);
    previous ??= holder;
    setAside(file);
    try {
      put(() => linkSync(draft, file));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
  await settleServer(previous?.server);
  return {
    note({ url, serverPid }) {
      if (url) self.url = url;
      if (serverPid) self.server = identify(serverPid);
      put(() => renameSync(draft, file));
    },
    release: () => rmSync(file, { force: true }),
  };
}

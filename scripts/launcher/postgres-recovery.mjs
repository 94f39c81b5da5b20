import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { eventually, isAlive, processesIn, signal } from './processes.mjs';

const patienceMs = 30_000;

/** @param {string} file @returns {number | undefined} the process that wrote postmaster.pid */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8').split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** Is this process a PostgreSQL on exactly these files, and not a stranger who got its number later? */
function isPostmasterOf(pid, cluster) {
  if (process.platform === 'linux') return processesIn(cluster).includes(pid);
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  return command.includes('postgres') && command.includes(cluster);
}

/**
 * Clears up after a run whose processes were killed. A postmaster that lost its launcher is asked to stop; backends
 * that lost their postmaster are waited for. The lock file of a living postmaster is never touched. Only call this
 * while holding the data directory's own lock: then nobody else can rightly be running on these files.
 * @param {string} cluster
 * @returns {Promise<void>}
 * @throws when something still uses the files after half a minute
 */
export async function settlePreviousRun(cluster) {
  const lockFile = path.join(cluster, 'postmaster.pid');
  const pid = ownerOf(lockFile);
  if (pid === undefined) return;
  const files = realpathSync(cluster);
  if (isAlive(pid) && isPostmasterOf(pid, files)) {
    signal(pid, 'SIGINT');
    if (!(await eventually(() => !isAlive(pid), patienceMs))) signal(pid, 'SIGQUIT');
  }
  const free = await eventually(() => processesIn(files).length === 0, patienceMs);
  if (!free || (isAlive(pid) && isPostmasterOf(pid, files))) {
    throw new Error(
      `PostgreSQL (process ${[pid, ...processesIn(files)].join(', ')}) still uses ${cluster} and does not stop.`,
    );
  }
  // What remains is the file of a dead postmaster, whose number a stranger may have by now; PostgreSQL would refuse then.
  rmSync(lockFile, { force: true });
}

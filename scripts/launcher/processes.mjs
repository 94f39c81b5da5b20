import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const onLinux = process.platform === 'linux';

/**
 * Is there a process with this id? One that belongs to somebody else counts.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !onLinux || !/^State:\s+[ZX]/m.test(readOr(`/proc/${pid}/status`, ''));
}

/**
 * What tells a process from a later one with the same id: its start time (Linux: ticks since boot, with the
 * boot's id). Empty when it cannot be told.
 * @param {number} pid
 * @returns {string}
 */
export function birthMark(pid) {
  if (!onLinux)
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const stat = readOr(`/proc/${pid}/stat`, '');
  // The second field is the program's name in brackets and may hold blanks; the start time is the 20th after it.
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return started ? `${readOr('/proc/sys/kernel/random/boot_id', '').trim()}/${started}` : '';
}

/**
 * Processes whose working directory is the given one: a postmaster and its backends run inside their data directory.
 * Empty where the system does not tell.
 * @param {string} folder real path
 * @returns {number[]}
 */
export function processesIn(folder) {
  if (!onLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => linkOr(`/proc/${pid}/cwd`) === folder && isAlive(pid));
}

/**
 * Waits until a condition holds, looking every few milliseconds: for facts the system does not announce.
 * @param {() => boolean} condition
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} false when the time ran out
 */
export async function eventually(condition, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) return false;
    await pause(20);
  }
  return true;
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return otherwise;
  }
}

function linkOr(file) {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

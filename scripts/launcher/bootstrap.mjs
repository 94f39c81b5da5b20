import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inProject, projectRoot } from '../project.mjs';
import { PlainError } from './terminal.mjs';

const stamp = () => inProject('node_modules', '.clawbutler-lock-hash');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');

/** Does an installed package match its entry in the lock file? Optional ones may be absent: other platforms' binaries. */
function matches(entry, installed) {
  if (installed) return entry.link === true || installed.version === entry.version;
  return entry.optional === true || entry.devOptional === true || entry.peer === true;
}

/** node_modules without our stamp, made by a plain `npm ci` or `npm install`: npm's own record decides. */
function matchesLockFile() {
  const record = inProject('node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([place, entry]) => place === '' || matches(entry, installed[place]));
}

/** @returns {boolean} are the dependencies of this checkout's lock file installed? */
export function isInstalled() {
  if (!existsSync(inProject('node_modules'))) return false;
  if (existsSync(stamp())) return readFileSync(stamp(), 'utf8') === lockHash();
  return matchesLockFile();
}

/** Helpers that run right now: installer, compiler, migrations. */
const children = new Set();

/**
 * @template {import('node:child_process').ChildProcess} Child
 * @param {Child} child that must not outlive us
 * @returns {Child}
 */
export function trackChild(child) {
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/** Asks every helper to end and waits until it has. */
export async function stopChildren() {
  await Promise.all(
    [...children].map(async (child) => {
      child.kill('SIGTERM');
      await once(child, 'close');
    }),
  );
}

/** Runs a program to its end with our terminal; rejects with its exit code in words. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = trackChild(spawn(command, args, { cwd: projectRoot, stdio: 'inherit', ...options }));
    child.once('error', (error) =>
      reject(new PlainError(`${command} could not be started: ${error.message}`)),
    );
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new PlainError(`\`${command} ${args.join(' ')}\` ended with ${signal ?? `exit code ${code}`}`),
        );
    });
  });
}

/**
 * Installs exactly what the lock file says, running none of the packages' install scripts, unless that is done already.
 * @param {(line: string) => void} say
 * @returns {Promise<void>}
 * @throws when npm fails; its own output is on the terminal
 */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  say('Installing dependencies (about half a minute the first time) …');
  const started = performance.now();
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp(), lockHash());
  say(`Installed in ${Math.round((performance.now() - started) / 1000)} s.`);
}

/**
 * Builds what changed since the last build; in a process of its own, so that compilers do not stay in our memory.
 * @param {(line: string) => void} say
 * @param {string[]} [only] targets, default all
 * @returns {Promise<void>}
 */
export async function ensureBuilt(say, only = []) {
  const { staleTargets } = await import('../build/stamps.mjs');
  const stale = staleTargets().filter((name) => only.length === 0 || only.includes(name));
  if (stale.length === 0) return;
  say(`Building ${stale.join(', ')} …`);
  await run(process.execPath, [inProject('scripts/build.mjs'), ...only]);
}

import { spawn } from 'node:child_process';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { until } from './until.js';

const INSTALL_LIMIT_MS = 15 * 60_000;

/** A home only its owner may enter is no place for programs that run as somebody else. */
export function cacheFolder(): string {
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'clawbutler');
  if (process.getuid?.() === 0) return '/var/cache/clawbutler';
  return path.join(os.homedir(), '.cache', 'clawbutler');
}

/**
 * Fills a folder with programs of other projects, once: several processes may ask at once; one installs, beside, and
 * the folder appears whole or not at all.
 */
export async function installOnce(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const lock = `${folder}.lock`;
  await mkdir(path.dirname(folder), { recursive: true });
  const mine = await mkdir(lock).then(
    () => true,
    () => false,
  );
  if (!mine) return waitForOther(folder, lock, fill);
  const draft = `${folder}.draft-${process.pid}`;
  try {
    await fill(draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(lock, { recursive: true, force: true });
  }
}

async function waitForOther(
  folder: string,
  lock: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  const { mtimeMs } = await stat(lock);
  if (Date.now() - mtimeMs > INSTALL_LIMIT_MS) {
    await rm(lock, { recursive: true, force: true });
    return installOnce(folder, fill);
  }
  await until(async () => !(await exists(lock)), {
    timeoutMs: INSTALL_LIMIT_MS,
    everyMs: 500,
    what: 'the other install',
  });
}

/** Packages from the registry, without running their install scripts. */
export async function npmInstall(folder: string, ...names: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    ...names,
  ];
  await run('npm', args, folder, process.env);
}

/** Runs a program to its end. @throws with what it complained about. */
export async function run(
  command: string,
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return;
  throw new Error(
    `${command} ${args.join(' ')} failed: ${Buffer.concat(complaints).toString().slice(-2000)}`,
  );
}

export const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

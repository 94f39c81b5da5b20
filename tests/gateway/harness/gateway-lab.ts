import { spawn } from 'node:child_process';
import { access, mkdir, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { until } from './until.js';

/** The release the suite proves against, and a Node it runs on. */
const OPENCLAW = '2026.9.6';
const NODE_MAJOR = 24;
const INSTALL_LIMIT_MS = 15 * 60_000;
/** As long as this file exists, the first start finishes the install, which a user without write access cannot. */
const PENDING = '.openclaw-lifecycle-pending';

/** Where the real gateway is installed. */
export interface GatewayLab {
  node: string;
  entry: string;
}

/**
 * The lab, installed on first use (two packages, about 650 MB) into a cache folder outside the project, or taken from
 * CLAWBUTLER_GATEWAY_LAB. Install scripts are never run. Several processes may ask at once; one installs.
 */
export async function gatewayLab(): Promise<GatewayLab> {
  const folder = process.env.CLAWBUTLER_GATEWAY_LAB ?? path.join(cacheFolder(), `gateway-lab-${OPENCLAW}`);
  const found = await labIn(folder);
  if (found) return found;
  await installOnce(folder);
  const installed = await labIn(folder);
  if (!installed)
    throw new Error(`No gateway in ${folder} after installing it. Remove that folder and try again.`);
  return installed;
}

/** A home only its owner may enter is no place for programs that run as somebody else. */
function cacheFolder(): string {
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'clawbutler');
  if (process.getuid?.() === 0) return '/var/cache/clawbutler';
  return path.join(os.homedir(), '.cache', 'clawbutler');
}

async function labIn(folder: string): Promise<GatewayLab | null> {
  const entry = path.join(folder, 'oc/node_modules/openclaw/openclaw.mjs');
  const candidates = [
    path.join(folder, 'nodebin/node_modules', nodePackage(), 'bin/node'),
    path.join(folder, 'nodebin/node_modules/node/bin/node'),
  ];
  const pending = path.join(path.dirname(entry), PENDING);
  if (!(await exists(entry)) || (await exists(pending))) return null;
  for (const node of candidates) if (await exists(node)) return { node, entry };
  return null;
}

async function installOnce(folder: string): Promise<void> {
  const lock = `${folder}.lock`;
  await mkdir(path.dirname(folder), { recursive: true });
  const mine = await mkdir(lock).then(
    () => true,
    () => false,
  );
  if (!mine) return waitForOther(folder, lock);
  const draft = `${folder}.draft-${process.pid}`;
  try {
    await npmInstall(path.join(draft, 'nodebin'), `${nodePackage()}@${NODE_MAJOR}`);
    await npmInstall(path.join(draft, 'oc'), `openclaw@${OPENCLAW}`);
    await finishInstall(draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(lock, { recursive: true, force: true });
  }
}

async function waitForOther(folder: string, lock: string): Promise<void> {
  const { mtimeMs } = await stat(lock);
  if (Date.now() - mtimeMs > INSTALL_LIMIT_MS) {
    await rm(lock, { recursive: true, force: true });
    return installOnce(folder);
  }
  await until(async () => !(await exists(lock)), {
    timeoutMs: INSTALL_LIMIT_MS,
    everyMs: 500,
    what: 'the other install',
  });
}

/** The binary itself, without the package that fetches it in an install script. */
function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

async function npmInstall(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const args = [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    name,
  ];
  await run('npm', args, folder, process.env);
}

/** Lets the package finish what its first start would do, with a home that is thrown away. */
async function finishInstall(draft: string): Promise<void> {
  const node = path.join(draft, 'nodebin/node_modules', nodePackage(), 'bin/node');
  const home = path.join(draft, 'home');
  await mkdir(home);
  const env = { PATH: `${path.dirname(node)}:${process.env.PATH}`, HOME: home, OPENCLAW_NO_RESPAWN: '1' };
  await run(node, [path.join(draft, 'oc/node_modules/openclaw/openclaw.mjs'), '--version'], draft, env);
  await rm(home, { recursive: true, force: true });
}

async function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
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

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

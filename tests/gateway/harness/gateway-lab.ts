import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, exists, installOnce, npmInstall, run } from '../../labs/npm-lab.js';

/** The release the suite proves against, and a Node it runs on. */
const OPENCLAW = '2026.9.6';
const NODE_MAJOR = 24;
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
  await installOnce(folder, fill);
  const installed = await labIn(folder);
  if (!installed)
    throw new Error(`No gateway in ${folder} after installing it. Remove that folder and try again.`);
  return installed;
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

/** The binary itself, without the package that fetches it in an install script. */
function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

async function fill(draft: string): Promise<void> {
  await npmInstall(path.join(draft, 'nodebin'), `${nodePackage()}@${NODE_MAJOR}`);
  await npmInstall(path.join(draft, 'oc'), `openclaw@${OPENCLAW}`);
  await finishInstall(draft);
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

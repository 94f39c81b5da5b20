import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostEnvironment, RuntimePlace } from '../runtimes/reading.js';

const defaultPort = 18_789;
const probeTimeoutMs = 1_500;

/** An OpenClaw gateway of this user: that it is there, and whether it answers. Its files are not opened; they hold secrets. */
export interface FoundGateway {
  readonly place: RuntimePlace;
  readonly answers: boolean;
}

/** The state folder of OpenClaw, when there is one. A gateway is governed over its own protocol, not from here. */
export async function findOpenClaw(
  environment: HostEnvironment,
  fetchIt = fetch,
): Promise<FoundGateway | null> {
  const { home, variables } = environment;
  const folder = variables.OPENCLAW_STATE_DIR || join(home, '.openclaw');
  const root = await realpath(folder).catch(() => null);
  const stats = root === null ? null : await stat(root).catch(() => null);
  if (root === null || !stats?.isDirectory()) return null;
  const location = folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
  const place = {
    kind: 'OPENCLAW' as const,
    key: `OPENCLAW:${root}`,
    root,
    location,
    label: `OpenClaw ${location}`,
  };
  return { place, answers: await answers(portOf(variables), fetchIt) };
}

function portOf(variables: HostEnvironment['variables']): number {
  const port = Number(variables.OPENCLAW_GATEWAY_PORT);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : defaultPort;
}

async function answers(port: number, fetchIt: typeof fetch): Promise<boolean> {
  try {
    const response = await fetchIt(`http://127.0.0.1:${port}/healthz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(probeTimeoutMs),
    });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSafeFetch } from '../../platform/http/safe-fetch.js';
import { record } from './loose-json.js';

/** A gateway that may run on this machine. */
export interface LocalGateway {
  url: string;
  /** Where the address comes from: a configuration file, or the default port. */
  source: string;
  /** It answered its health check just now. */
  live: boolean;
}

export interface DiscoveryOptions {
  env?: NodeJS.ProcessEnv;
  home?: string;
}

const DEFAULT_PORT = 18_789;
const PROBE_TIMEOUT_MS = 1500;
const MAX_CONFIG_BYTES = 1024 * 1024;
const probe = createSafeFetch({
  allowPrivate: ({ hostname }) => hostname === '127.0.0.1',
  schemes: ['http'],
  ports: 'any',
});
/** JSON5, which JSON.parse may not read: only the port inside the gateway block is wanted. */
const PORT_IN_JSON5 = /\bgateway["']?\s*:\s*\{[^{}]*?\bport["']?\s*:\s*(\d{1,5})\b/;

/**
 * Gateways on this machine, from the usual configuration file and the default port. Reads no secret, probes only
 * 127.0.0.1, at most two ports.
 */
export async function discoverLocalGateways(options: DiscoveryOptions = {}): Promise<LocalGateway[]> {
  const { env = process.env, home = os.homedir() } = options;
  const file = env.OPENCLAW_CONFIG_PATH || path.join(home, '.openclaw', 'openclaw.json');
  const configured = await portIn(file);
  const ports = new Map<number, string>([[DEFAULT_PORT, 'default port']]);
  if (configured !== null) ports.set(configured, file);
  const found = [...ports].map(async ([port, source]) => ({
    url: `ws://127.0.0.1:${port}`,
    source,
    live: await answersHealth(port),
  }));
  const all = await Promise.all(found);
  return all.filter(({ live, source }) => live || source === file);
}

async function portIn(file: string): Promise<number | null> {
  const source = await readStart(file);
  if (source === null) return null;
  let port: unknown;
  try {
    port = record(record(JSON.parse(source)).gateway).port;
  } catch {
    port = Number(PORT_IN_JSON5.exec(source)?.[1]);
  }
  if (typeof port !== 'number' || !Number.isInteger(port)) return null;
  return port > 0 && port < 65_536 ? port : null;
}

async function readStart(file: string): Promise<string | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return null;
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(MAX_CONFIG_BYTES), 0, MAX_CONFIG_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

/** A gateway answers `GET /healthz` with `{"ok":true,…}` as soon as it listens. */
async function answersHealth(port: number): Promise<boolean> {
  const limits = { timeoutMs: PROBE_TIMEOUT_MS, maxBodyBytes: 64 * 1024, maxRedirects: 0 };
  try {
    const { status, body } = await probe(`http://127.0.0.1:${port}/healthz`, limits);
    return status === 200 && saysOk(body.toString('utf8'));
  } catch {
    return false;
  }
}

function saysOk(body: string): boolean {
  try {
    return record(JSON.parse(body)).ok === true;
  } catch {
    return false;
  }
}

import { open } from 'node:fs/promises';
import { get } from 'node:http';
import os from 'node:os';
import path from 'node:path';
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
  const usable = typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
  return usable ? port : null;
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
function answersHealth(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port, path: '/healthz', timeout: PROBE_TIMEOUT_MS },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (chunks.length > 16) request.destroy();
        });
        response.on('end', () =>
          resolve(response.statusCode === 200 && saysOk(Buffer.concat(chunks).toString('utf8'))),
        );
        response.on('error', () => resolve(false));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false));
  });
}

function saysOk(body: string): boolean {
  try {
    return record(JSON.parse(body)).ok === true;
  } catch {
    return false;
  }
}

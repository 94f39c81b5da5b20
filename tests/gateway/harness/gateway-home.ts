import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gatewayConfig, mergeConfig, type ConfigTree } from './gateway-config.js';
import { gatewayLab } from './gateway-lab.js';
import type { ProcessOptions } from './gateway-process.js';
import { PrivateNetwork } from './private-network.js';

export interface RealGatewayOptions {
  /** tools.exec.mode; default `ask`: commands raise approvals. */
  execMode?: 'deny' | 'allowlist' | 'ask' | 'full';
  /** Merged over the configuration file. */
  config?: ConfigTree;
  /** Put it where clients count as remote: they need a paired device there. The stub model is out of reach then. */
  remote?: boolean;
  /** Run one agent turn before returning, so that later ones are fast. Default true. */
  warm?: boolean;
  /** When we are root, the user it runs as: allow-always is never offered to root. Default 4242. */
  uid?: number;
}

/** Any unused user id will do. */
const PLAIN_UID = 4242;

/** A folder with all a gateway needs, and how to run one in it. */
export async function furnishHome(
  options: RealGatewayOptions,
  stubBaseUrl: string,
): Promise<{ how: ProcessOptions; token: string }> {
  const lab = await gatewayLab();
  const token = randomUUID();
  const [dir, port] = [await mkdtemp(path.join(os.tmpdir(), 'clawbutler-gateway-')), await freePort()];
  const uid = process.getuid?.() === 0 ? (options.uid ?? PLAIN_UID) : null;
  const { network, host, bind } = placeOf(options, dir);
  const { execMode = 'ask', config = {} } = options;
  const more = mergeConfig(config, bind);
  await furnish(dir, gatewayConfig({ dir, port, token, stubBaseUrl, execMode, more }), uid);
  const cache = await compileCache(uid);
  return { how: { lab, dir, port, host, uid, network, cache, env: {} }, token };
}

function placeOf({ remote }: RealGatewayOptions, dir: string) {
  if (!remote) return { network: null, host: '127.0.0.1', bind: {} };
  const network = PrivateNetwork.possible() ? new PrivateNetwork(dir) : null;
  return { network, host: network?.address ?? ownAddress(), bind: { gateway: { bind: 'lan' } } };
}

async function furnish(dir: string, config: ConfigTree, uid: number | null): Promise<void> {
  await chmod(dir, 0o755);
  for (const folder of ['home', 'workspace', 'state']) await mkdir(path.join(dir, folder));
  await writeFile(path.join(dir, 'openclaw.json'), JSON.stringify(config, null, 2), { mode: 0o600 });
  await writeFile(path.join(dir, 'stdout.log'), '');
  if (uid === null) return;
  for (const name of ['', 'home', 'workspace', 'state', 'openclaw.json', 'stdout.log']) {
    await chown(path.join(dir, name), uid, uid);
  }
}

/** One folder per user, since nobody else may write what he runs. */
async function compileCache(uid: number | null): Promise<string> {
  const folder = path.join(os.tmpdir(), `clawbutler-gateway-cache-${uid ?? process.getuid?.() ?? 'me'}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (uid !== null) await chown(folder, uid, uid);
  return folder;
}

/** An address of this machine that is not loopback: the way out where there are no namespaces. */
function ownAddress(): string {
  const all = Object.values(os.networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const own = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (own) return own.address;
  throw new Error('A remote gateway needs a network namespace (Linux, root, iproute2) or a network address.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

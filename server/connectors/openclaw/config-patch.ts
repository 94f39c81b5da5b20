import { patchBetween } from './config-tree.js';
import type { GatewayConnection } from './gateway-connection.js';
import { systemClock, type LinkClock } from './link-clock.js';
import type { JsonRecord } from './loose-json.js';
import { RpcError } from './protocol-errors.js';
import { readConfig, type GatewayConfig } from './read-config.js';

const ATTEMPTS = 6;
/** The gateway takes 30 writes a minute; its longest pause is a little over that. */
const MAX_WAIT_MS = 65_000;
const APPLY_LIMIT_MS = 15_000;

/**
 * Changes the configuration of a gateway: `plan` sees it as written and answers how it is to be; it is asked again when
 * somebody else was faster. Waits until the change is in effect. Rejects with RpcError, among them NO_CONFIG when the
 * gateway shows none.
 */
export async function changeConfig(
  connection: GatewayConnection,
  note: string,
  plan: (written: JsonRecord, config: GatewayConfig) => Promise<JsonRecord>,
  clock: LinkClock = systemClock,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const config = await requireConfig(connection);
    const { patch, replacePaths } = patchBetween(config.written, await plan(config.written, config));
    if (Object.keys(patch).length === 0) return;
    const lists = replacePaths.length > 0 ? { replacePaths } : {};
    try {
      await connection.request('config.patch', {
        raw: JSON.stringify(patch),
        baseHash: config.hash,
        note,
        ...lists,
      });
      return await inEffect(connection, clock);
    } catch (error) {
      const waitMs = retryPause(error);
      if (waitMs === null || attempt === ATTEMPTS) throw error;
      await pause(clock, waitMs);
    }
  }
}

/** The configuration; rejects with NO_CONFIG when the gateway does not show it. */
export async function requireConfig(connection: GatewayConnection): Promise<GatewayConfig> {
  const config = await readConfig(connection);
  if (config) return config;
  throw RpcError.local(
    'config.get',
    'NO_CONFIG',
    'The gateway does not show its configuration to this connector.',
  );
}

/** Resolves after some time of the given clock. */
export function pause(clock: LinkClock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

/** Writing and applying are two steps, about half a second apart. */
async function inEffect(connection: GatewayConnection, clock: LinkClock): Promise<void> {
  const end = clock.now() + APPLY_LIMIT_MS;
  for (;;) {
    const { revisionHash, appliedHash } = await requireConfig(connection);
    if (revisionHash === null || revisionHash === appliedHash) return;
    if (clock.now() > end)
      throw RpcError.local(
        'config.patch',
        'NOT_APPLIED',
        'The gateway wrote the change, but does not apply it.',
      );
    await pause(clock, 200);
  }
}

/** How long to wait before trying again; null when that cannot help. */
function retryPause(error: unknown): number | null {
  if (!(error instanceof RpcError)) return null;
  if (/changed since last load|base hash/i.test(error.message)) return 0;
  const { retryable, retryAfterMs } = error.error;
  if (!retryable) return null;
  return retryAfterMs !== null && retryAfterMs <= MAX_WAIT_MS ? retryAfterMs : 1000;
}

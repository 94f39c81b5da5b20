import type { GatewayConnection } from './gateway-connection.js';
import { flag, list, number, record, records, text, texts, timeMs, type JsonRecord } from './loose-json.js';
import { advertisedCall } from './optional-call.js';

export interface GatewayHealth {
  ok: boolean;
  /** Why it is not well, in the gateway's words. */
  complaints: string[];
  checkedAtMs: number | null;
  raw: JsonRecord;
}

export interface GatewayPresence {
  host: string | null;
  ip: string | null;
  mode: string | null;
  version: string | null;
  platform: string | null;
  reason: string | null;
  seenAtMs: number | null;
  raw: JsonRecord;
}

/** The gateway's own verdict on itself; needs no scope. Null when the release does not tell. */
export async function readHealth(connection: GatewayConnection): Promise<GatewayHealth | null> {
  const answer = await advertisedCall(connection, 'health');
  if (answer === null) return null;
  const raw = record(answer);
  return {
    ok: flag(raw.ok),
    complaints: complaintsOf(raw),
    checkedAtMs: timeMs(raw.ts),
    raw,
  };
}

/** Who is connected, as far as the gateway shows it; null when it does not tell. */
export async function listPresence(connection: GatewayConnection): Promise<GatewayPresence[] | null> {
  const answer = await advertisedCall(connection, 'system-presence');
  return answer === null ? null : presenceOf(answer);
}

/** The rows of `system-presence`, a `presence` event or the snapshot of a hello. */
export function presenceOf(value: unknown): GatewayPresence[] {
  const rows = Array.isArray(value) ? value : list(record(value).presence);
  return records(rows)
    .slice(0, 1000)
    .map((row) => ({
      host: text(row.host, 256),
      ip: text(row.ip, 100),
      mode: text(row.mode, 100),
      version: text(row.version, 100),
      platform: text(row.platform, 256),
      reason: text(row.reason, 256),
      seenAtMs: timeMs(row.ts),
      raw: row,
    }));
}

function complaintsOf(raw: JsonRecord): string[] {
  const complaints = records(record(raw.plugins).errors).map(
    (error) => `Plugin ${text(error.id, 100) ?? '?'}: ${text(error.message, 500) ?? 'failed'}`,
  );
  if (flag(record(raw.modelRuntime).degraded)) complaints.push('The model runtime is degraded.');
  const eventLoop = record(raw.eventLoop);
  if (flag(eventLoop.degraded)) {
    const delayMs = number(eventLoop.delayP99Ms);
    const why = texts(eventLoop.reasons, 10).join(', ') || 'busy';
    complaints.push(
      `The gateway is overloaded (${why}${delayMs === null ? '' : `, ${Math.round(delayMs)} ms behind`}).`,
    );
  }
  return complaints;
}

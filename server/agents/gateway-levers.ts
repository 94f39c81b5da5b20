import type { GatewayConnection } from '../connectors/openclaw/gateway-connection.js';
import { effectiveScopes, missingScopes } from '../connectors/openclaw/scopes.js';
import { applyStop, verifyStop } from '../connectors/openclaw/stop-levers.js';
import type { StopRecord, StopScope } from '../connectors/openclaw/stop-record.js';
import { abortWork, isIdle } from '../connectors/openclaw/stop-work.js';
import { wholeGateway } from './stop-plan.js';

export interface Hold {
  place: string;
  /** The gateway's ids of the agents it runs now. */
  agentIds: readonly string[];
  /** What was changed there before; null the first time. */
  earlier: StopRecord | null;
  /** Awaited before the gateway is touched. */
  remember: (record: StopRecord) => Promise<void>;
}

export interface Held {
  /** True when the gateway itself showed, after the order, that nothing runs and nothing new can start. */
  confirmed: boolean;
  words: string[];
  /** It had been stopped, and was not any more. */
  again: boolean;
}

/** Stops a place, or makes sure that it still is. Rejects with RpcError when the gateway cannot be asked. */
export async function holdPlace(connection: GatewayConnection, hold: Hold): Promise<Held> {
  const { earlier, remember } = hold;
  const scopes = effectiveScopes(connection.hello?.scopes ?? []);
  if (!scopes.has('operator.admin') && scopes.has('operator.write')) return abortOnly(connection, hold);
  if (!earlier)
    return { ...(await applyStop(connection, scopeOf(hold.place), { onRecord: remember })), again: false };
  const now = await verifyStop(connection, earlier);
  if (now.confirmed && covers(earlier, hold)) return { ...now, again: false };
  const applied = await applyStop(connection, scopeOf(hold.place), { earlier, onRecord: remember });
  return {
    confirmed: applied.confirmed,
    words:
      now.confirmed || !applied.confirmed
        ? applied.words
        : [...now.words, 'Stopped again.', ...applied.words],
    again: !now.confirmed,
  };
}

/** Without operator.admin what runs can be ended, but nothing keeps new work from starting. */
async function abortOnly(connection: GatewayConnection, { place }: Hold): Promise<Held> {
  const left = await abortWork(connection, scopeOf(place));
  const ended = isIdle(left) ? 'What ran was aborted.' : 'Some work did not end when told to.';
  const costs = missingScopes(connection.hello?.scopes ?? [])
    .filter(({ scope }) => scope === 'operator.admin')
    .map((missing) => missing.costs);
  return { confirmed: false, words: [ended, 'New work can still start.', ...costs], again: false };
}

function scopeOf(place: string): StopScope {
  return place === wholeGateway ? { kind: 'connector' } : { kind: 'agent', agentId: place };
}

/** An agent made after the order may have a model of its own: it has to be closed too. */
function covers(record: StopRecord, { place, agentIds }: Hold): boolean {
  if (place !== wholeGateway) return true;
  const closed = new Set(
    record.changes.flatMap(({ path }) => (path[0] === 'agents' && path[1] === 'entries' ? [path[2]] : [])),
  );
  return agentIds.every((id) => closed.has(id));
}

import { changeConfig, requireConfig } from './config-patch.js';
import { sameJson, valueAt } from './config-tree.js';
import type { GatewayConnection } from './gateway-connection.js';
import { systemClock, type LinkClock } from './link-clock.js';
import type { JsonRecord } from './loose-json.js';
import { RpcError } from './protocol-errors.js';
import { effectiveScopes } from './scopes.js';
import { freezeGateway, isFrozenBy, thawGateway } from './stop-freeze.js';
import {
  handOver,
  leversOf,
  planLift,
  planStop,
  type Lever,
  type StopRecord,
  type StopScope,
} from './stop-record.js';
import { scopedAgents, unsupportedLevers } from './stop-targets.js';
import { abortWork, isIdle, runningWork } from './stop-work.js';

export interface StopOptions {
  /** The record of an earlier `applyStop` of the same scope: what it remembers stays remembered. */
  earlier?: StopRecord;
  /** Awaited before anything is changed: store the record here, so that a crash in between loses nothing. */
  onRecord?: (restore: StopRecord) => Promise<void>;
  /** Only for a whole connector: also suspend the gateway. It then answers nothing, not even approvals. */
  freeze?: boolean;
  clock?: LinkClock;
}

export interface StopReport {
  /** True when the levers hold and nothing of the scope runs any more, as the gateway itself told. */
  confirmed: boolean;
  restore: StopRecord;
  /** What is so, in sentences for the operator. */
  words: string[];
}

export interface LiftReport {
  confirmed: boolean;
  /** The records of the stops that stay, to be stored. */
  staying: StopRecord[];
  words: string[];
}

/**
 * Stops an agent or everything on a gateway. First new work is kept from starting (no model, no tools, no timers, in
 * the gateway's own configuration: it survives restarts), then what runs is aborted. Idempotent; call it again after a
 * restart. Rejects with RpcError when the gateway cannot be asked; then the state is unknown.
 */
export async function applyStop(
  connection: GatewayConnection,
  scope: StopScope,
  options: StopOptions = {},
): Promise<StopReport> {
  const clock = options.clock ?? systemClock;
  assertMayStop(connection);
  if (options.earlier?.freeze && (await isFrozenBy(connection, options.earlier))) {
    return frozen(connection, options.earlier, options);
  }
  const { restore, words } = await closeConfig(connection, scope, options, clock);
  const left = await abortWork(connection, scope, clock);
  const { confirmed, words: found } = await verifyStop(connection, restore);
  const stubborn = isIdle(left) ? [] : ['Some work did not end when told to.'];
  const report = { confirmed, restore, words: [...found, ...stubborn, ...words] };
  if (!options.freeze || scope.kind !== 'connector') return report;
  return { ...report, ...(await frozen(connection, restore, options)) };
}

/** Asks the gateway whether a stop still holds. Changes nothing. */
export async function verifyStop(connection: GatewayConnection, restore: StopRecord): Promise<StopReport> {
  if (restore.freeze && (await isFrozenBy(connection, restore))) {
    return { confirmed: true, restore, words: ['The whole gateway is suspended.'] };
  }
  const config = await requireConfig(connection);
  const open = restore.changes.filter(({ path, ours }) => !sameJson(valueAt(config.written, path), ours));
  const applied = config.revisionHash === null || config.revisionHash === config.appliedHash;
  const { sessionKeys, taskIds } = await runningWork(connection, restore.scope);
  const words = [
    ...(restore.changes.length === 0 ? ['No setting keeps new work from starting.'] : []),
    ...open.map(({ path }) => `${path.join('.')} was changed back on the gateway.`),
    ...(applied ? [] : ['The gateway has not put its configuration into effect.']),
    ...(sessionKeys.length > 0 ? [`${sessionKeys.length} runs are still active.`] : []),
    ...(taskIds.length > 0 ? [`${taskIds.length} background tasks still run.`] : []),
  ];
  if (words.length > 0) return { confirmed: false, restore, words };
  return {
    confirmed: true,
    restore,
    words: ['No model, tool or timer is open to it, and nothing of it runs.'],
  };
}

/** Applies a stop again where it no longer holds: after a restart, a drift, or before the freeze lapses (2 min). */
export async function renewStop(
  connection: GatewayConnection,
  restore: StopRecord,
  options: Omit<StopOptions, 'earlier'> = {},
): Promise<StopReport> {
  const freeze = options.freeze ?? restore.freeze !== undefined;
  if (!freeze) {
    const report = await verifyStop(connection, restore);
    if (report.confirmed) return report;
  }
  return applyStop(connection, restore.scope, { ...options, freeze, earlier: restore });
}

/**
 * Takes a stop back: every place it changed gets its old value, unless somebody else changed it meanwhile or one of
 * the `staying` stops covers it too; those then remember the old value.
 */
export async function liftStop(
  connection: GatewayConnection,
  restore: StopRecord,
  staying: readonly StopRecord[] = [],
  clock: LinkClock = systemClock,
): Promise<LiftReport> {
  assertMayStop(connection);
  await thawGateway(connection, restore);
  const handed = handOver(restore, staying);
  let foreign: string[] = [];
  const plan = async (written: JsonRecord) => {
    const lift = planLift(handed.rest, written);
    foreign = lift.foreign;
    return lift.wanted;
  };
  await changeConfig(connection, 'ClawButler: stop lifted', plan, clock);
  const words = foreign.map((path) => `${path} was changed on the gateway meanwhile and was left as it is.`);
  const covered = restore.changes.length - handed.rest.changes.length;
  if (covered > 0) words.push(`${covered} settings stay closed: another stop covers them.`);
  return { confirmed: true, staying: handed.staying, words };
}

async function closeConfig(
  connection: GatewayConnection,
  scope: StopScope,
  options: StopOptions,
  clock: LinkClock,
): Promise<Pick<StopReport, 'restore' | 'words'>> {
  const agentIds = await scopedAgents(connection, scope);
  const refused = new Set<string>();
  let restore: StopRecord = options.earlier ?? { v: 1, scope, changes: [] };
  let levers: Lever[] = [];
  const plan = async (written: JsonRecord) => {
    levers = leversOf(scope, agentIds, written).filter(({ path }) => !refused.has(path.join('.')));
    const planned = planStop(scope, levers, written, options.earlier);
    restore = planned.restore;
    await options.onRecord?.(restore);
    return planned.wanted;
  };
  for (;;) {
    try {
      await changeConfig(connection, 'ClawButler: stopped', plan, clock);
      return { restore, words: [...refused].map((path) => `This gateway knows no setting ${path}.`) };
    } catch (error) {
      const unsupported = error instanceof RpcError ? unsupportedLevers(error, levers) : [];
      if (unsupported.length === 0 || unsupported.length === levers.length) throw error;
      unsupported.forEach((path) => refused.add(path));
    }
  }
}

async function frozen(
  connection: GatewayConnection,
  restore: StopRecord,
  options: StopOptions,
): Promise<StopReport> {
  const renewed = await freezeGateway(connection, restore);
  await options.onRecord?.(renewed);
  return { confirmed: true, restore: renewed, words: ['The whole gateway is suspended.'] };
}

function assertMayStop(connection: GatewayConnection): void {
  const refuse = (code: string, words: string) => RpcError.local('config.patch', code, words);
  const { hello } = connection;
  if (!hello?.proven) throw refuse('READ_ONLY', 'The gateway is newer than proven; it is only read.');
  if (effectiveScopes(hello.scopes).has('operator.admin')) return;
  throw refuse('MISSING_SCOPE', 'Stopping needs the scope operator.admin, which the gateway did not grant.');
}

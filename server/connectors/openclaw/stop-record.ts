import { depthOf, sameJson, valueAt, withoutValue, withValue, type ConfigPath } from './config-tree.js';
import { record, type JsonRecord } from './loose-json.js';

/** What is to be stopped: one agent, or everything the gateway runs. */
export type StopScope = { kind: 'agent'; agentId: string } | { kind: 'connector' };

/** One place of the configuration we changed, and how it was. */
export interface StopChange {
  path: string[];
  ours: unknown;
  /** Absent when there was no value; then `keep` tells how many keys of the path existed. */
  before?: unknown;
  keep: number;
  /** It was closed already: by another stop, by the owner, or by a stop whose record was lost. */
  found?: boolean;
}

/** Exactly what a stop changed on a gateway: plain JSON, to be stored, and needed to lift the stop. */
export interface StopRecord {
  v: 1;
  scope: StopScope;
  changes: StopChange[];
  /** The lease that freezes the whole gateway, when asked for. */
  freeze?: { requestId: string; suspensionId: string; expiresAtMs: number };
}

/** One setting of a stop. */
export interface Lever {
  path: string[];
  value: unknown;
}

/** A model nobody provides: every run ends before a model is called, and the error names who stopped it. */
export const STOPPED_MODEL = 'clawbutler/stopped';
const NO_MODEL = { primary: STOPPED_MODEL, fallbacks: [] };
/** Overrides of sessions, automations and requests are held to the policy; without it they would pass. */
const NO_OVERRIDES = { allow: [STOPPED_MODEL] };
const NO_TOOLS = ['*'];
const NEVER = '0m';
/** Model settings that are switched off only where they are set. */
const OTHER_MODELS: ConfigPath[] = [
  ['utilityModel'],
  ['decisionModel'],
  ['heartbeat', 'model'],
  ['subagents', 'model'],
];
/** Ids become keys of the configuration. */
const AGENT_ID = /^[A-Za-z0-9][\w.-]{0,127}$/;

/** The settings that keep new work of the scope from starting. `agentIds` are those of the gateway. */
export function leversOf(scope: StopScope, agentIds: readonly string[], written: JsonRecord): Lever[] {
  const stopped = scope.kind === 'agent' ? [scope.agentId] : agentIds;
  const usable = stopped.filter((id) => AGENT_ID.test(id) && id !== 'constructor' && id !== 'prototype');
  const agents = usable.flatMap((id) => agentLevers(['agents', 'entries', id], written));
  return scope.kind === 'agent' ? agents : [...agents, ...gatewayLevers(written)];
}

/** The record after setting the levers, and the configuration wanted. What an earlier record knows is kept. */
export function planStop(
  scope: StopScope,
  levers: readonly Lever[],
  written: JsonRecord,
  earlier?: StopRecord,
): { restore: StopRecord; wanted: JsonRecord } {
  const known = new Map((earlier?.changes ?? []).map((change) => [change.path.join('\n'), change]));
  let wanted = written;
  for (const { path, value } of levers) {
    const id = path.join('\n');
    const now = valueAt(written, path);
    const found = sameJson(now, value);
    if (!found || !known.has(id)) known.set(id, changeOf({ path, value }, now, written, found));
    wanted = withValue(wanted, path, value);
  }
  const freeze = earlier?.freeze ? { freeze: earlier.freeze } : {};
  return { restore: { v: 1, scope, changes: [...known.values()], ...freeze }, wanted };
}

/** The configuration with the changes taken back; places somebody else changed meanwhile stay as they are. */
export function planLift(lifted: StopRecord, written: JsonRecord): { wanted: JsonRecord; foreign: string[] } {
  const orphaned = lifted.changes.some(({ found, ours }) => found && isOurMark(ours));
  let wanted = written;
  const foreign: string[] = [];
  for (const change of lifted.changes) {
    const now = valueAt(written, change.path);
    if (change.found && !orphaned) continue;
    if (!sameJson(now, change.ours)) {
      if (!sameJson(now, change.before)) foreign.push(change.path.join('.'));
    } else if (change.before === undefined) {
      wanted = withoutValue(wanted, change.path, change.keep);
    } else {
      wanted = withValue(wanted, change.path, change.before);
    }
  }
  return { wanted, foreign };
}

/**
 * Splits what a lifted stop shares with stops that stay. Shared places stay stopped; the stop that stays takes over
 * what the lifted one remembers, unless it was applied first and remembers itself.
 */
export function handOver(
  lifted: StopRecord,
  staying: readonly StopRecord[],
): { rest: StopRecord; staying: StopRecord[] } {
  const inherited = new Map(lifted.changes.map((change) => [change.path.join('\n'), change]));
  const shared = new Set(staying.flatMap(({ changes }) => changes.map(({ path }) => path.join('\n'))));
  const updated = staying.map((other) => ({
    ...other,
    changes: other.changes.map((change) => {
      const from = inherited.get(change.path.join('\n'));
      return from && change.found ? { ...from } : change;
    }),
  }));
  const changes = lifted.changes.filter(({ path }) => !shared.has(path.join('\n')));
  return { rest: { ...lifted, changes }, staying: updated };
}

function agentLevers(entry: string[], written: JsonRecord): Lever[] {
  return [
    ...workLevers(entry, written),
    { path: [...entry, 'tools', 'deny'], value: NO_TOOLS },
    { path: [...entry, 'tools', 'exec', 'mode'], value: 'deny' },
  ];
}

function gatewayLevers(written: JsonRecord): Lever[] {
  return [
    ...workLevers(['agents', 'defaults'], written),
    { path: ['tools', 'deny'], value: NO_TOOLS },
    { path: ['tools', 'exec', 'mode'], value: 'deny' },
    { path: ['cron', 'enabled'], value: false },
  ];
}

function workLevers(at: string[], written: JsonRecord): Lever[] {
  const set = OTHER_MODELS.filter((path) => valueAt(written, [...at, ...path]) !== undefined);
  return [
    { path: [...at, 'model'], value: NO_MODEL },
    { path: [...at, 'modelPolicy'], value: NO_OVERRIDES },
    { path: [...at, 'heartbeat', 'every'], value: NEVER },
    ...set.map((path) => ({ path: [...at, ...path], value: STOPPED_MODEL })),
  ];
}

function changeOf({ path, value }: Lever, now: unknown, written: JsonRecord, found: boolean): StopChange {
  const keep = Math.min(depthOf(written, path), path.length - 1);
  const before = found || now === undefined ? {} : { before: now };
  return { path, ours: value, keep, ...before, ...(found ? { found } : {}) };
}

/** Only a stop writes this: if it is there and no other stop remembers it, its record was lost. */
function isOurMark(value: unknown): boolean {
  return sameJson(value, NO_MODEL) || sameJson(value, NO_OVERRIDES);
}

/** Reads a stored record back; null when it is none. */
export function readStopRecord(value: unknown): StopRecord | null {
  const stored = record(value);
  return stored.v === 1 && Array.isArray(stored.changes) ? (value as StopRecord) : null;
}

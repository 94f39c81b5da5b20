import type { FoundRuntimeInput, HostReportInput, RuntimeKind } from '../../schema/generated/types.js';
import { plainText } from '../platform/database/jsonb.js';
import { AppError } from '../platform/errors/app-error.js';
import { readInspection, type KeptInspection } from './runtime-inspection.rules.js';
import type { RuntimeInstanceRow } from './runtime-instance-row.js';

export const mostRuntimes = 200;
/** Runtimes remembered of a host, those that are gone included. */
export const mostKnown = 300;
const mostProblems = 20;
const longestKey = 500;

/** A runtime as a host found it, bounded. */
export interface FoundRuntime {
  kind: RuntimeKind;
  key: string;
  location: string;
  label: string;
  version: string | null;
  session_count: number;
  running_count: number;
  total_bytes: number;
  backlog_bytes: number;
  problems: string[];
}

export interface HostReport {
  hostname: string;
  platform: string;
  agentVersion: string;
  at: Date;
  spoolDepth: number;
  problems: string[];
  runtimes: FoundRuntime[];
  /** What was read of their settings, by key. */
  inspections: ReadonlyMap<string, KeptInspection>;
}

/**
 * What a host said, cut to what is kept: texts by length, numbers to what they can be.
 * @throws AppError INVALID_INPUT for more runtimes than a host may tell of, and for keys that cannot be kept whole.
 */
export function readReport(input: HostReportInput): HostReport {
  if (input.runtimes.length > mostRuntimes) throw wrong(`At most ${mostRuntimes} runtimes.`);
  const runtimes = input.runtimes.map(readRuntime);
  if (new Set(runtimes.map(({ key }) => key)).size < runtimes.length) throw wrong('Each key once.');
  return {
    hostname: short(input.hostname, 253),
    platform: short(input.platform, 60),
    agentVersion: short(input.agentVersion, 40),
    at: new Date(input.at),
    spoolDepth: count(input.spoolDepth),
    problems: problemsOf(input.problems),
    runtimes,
    inspections: inspectionsOf(input.runtimes),
  };
}

function inspectionsOf(runtimes: readonly FoundRuntimeInput[]): Map<string, KeptInspection> {
  const told = runtimes.filter(({ inspection }) => inspection != null);
  return new Map(told.map(({ key, inspection }) => [key, readInspection(inspection!)]));
}

function readRuntime(found: FoundRuntimeInput): FoundRuntime {
  const { key } = found;
  if (key === '' || key.length > longestKey || plainText(key) !== key)
    throw wrong(`A key has 1 to ${longestKey} characters.`);
  return {
    kind: found.kind,
    key,
    location: short(found.location, 500),
    label: short(found.label, 200),
    version: found.version == null ? null : short(found.version, 100),
    session_count: count(found.sessionCount),
    running_count: count(found.runningCount),
    total_bytes: bytes(found.totalBytes),
    backlog_bytes: bytes(found.backlogBytes),
    problems: problemsOf(found.problems),
  };
}

export interface Comparison {
  /** Never seen before. Those beyond what is remembered are left out. */
  fresh: FoundRuntime[];
  /** Known, found again. */
  present: FoundRuntime[];
  /** Known, and not found now for the first time. */
  gone: RuntimeInstanceRow[];
}

/** What a report changes about what is known of a host. */
export function compare(known: readonly RuntimeInstanceRow[], found: readonly FoundRuntime[]): Comparison {
  const keys = new Set(known.map(({ key }) => key));
  const seen = new Set(found.map(({ key }) => key));
  const room = Math.max(0, mostKnown - known.length);
  return {
    fresh: found.filter(({ key }) => !keys.has(key)).slice(0, room),
    present: found.filter(({ key }) => keys.has(key)),
    gone: known.filter(({ key, missing_since }) => !seen.has(key) && missing_since === null),
  };
}

function problemsOf(problems: readonly string[]): string[] {
  return problems.slice(0, mostProblems).map((problem) => short(problem, 300));
}

function short(text: string, most: number): string {
  return plainText([...text.slice(0, most * 2)].slice(0, most).join(''));
}

const count = (value: number) => Math.max(0, value);

const bytes = (value: number) => Math.min(Math.max(0, value), Number.MAX_SAFE_INTEGER);

function wrong(words: string): AppError {
  return new AppError('INVALID_INPUT', undefined, { fields: { 'input.runtimes': words } });
}

import { fieldsOf, identifier, listOf, shortText, timeMs } from '../fields.js';
import type { Json } from '../reading.js';

/** What has to be remembered of a transcript between two reads. All of it comes from its lines. */
export interface TranscriptState {
  /** Session named in its rows: of a subagent, the parent. */
  session: string | null;
  /** First row that has an id: transcripts that share it have copied one another. */
  firstUuid: string | null;
  position: number;
  atMs: number | null;
  startedMs: number | null;
  /** Time told by the file itself before its first conversation row. */
  headMs: number | null;
  /** Its first conversation rows are older than the file's own beginning: they were copied. */
  copied: boolean;
  model: string | null;
  permissionMode: string | null;
  cwd: string | null;
  branch: string | null;
  version: string | null;
  title: string | null;
  titleRank: number;
  /** Cumulative dollars as Claude Code counted, USD × 10⁻⁶, and when; newest last. */
  costs: (readonly [ms: number, usdMicros: number])[];
  /** Names of tools by call, until the result is there. */
  calls: Record<string, string>;
}

/** Costs remembered: a fork looks up what its parent had cost when it began. */
const MAX_COSTS = 64;
const MAX_CALLS = 64;

/** The state before the first line. */
export function freshState(): TranscriptState {
  return {
    session: null,
    firstUuid: null,
    position: -1,
    atMs: null,
    startedMs: null,
    headMs: null,
    copied: false,
    model: null,
    permissionMode: null,
    cwd: null,
    branch: null,
    version: null,
    title: null,
    titleRank: 0,
    costs: [],
    calls: {},
  };
}

/** The state a saved value stands for; what is unsound in it is as if not there. */
export function restoredState(saved: unknown): TranscriptState {
  const from = fieldsOf(saved);
  const position = from.position;
  return {
    session: identifier(from.session),
    firstUuid: identifier(from.firstUuid),
    position: Number.isSafeInteger(position) ? (position as number) : -1,
    atMs: timeMs(from.atMs),
    startedMs: timeMs(from.startedMs),
    headMs: timeMs(from.headMs),
    copied: from.copied === true,
    model: shortText(from.model),
    permissionMode: shortText(from.permissionMode),
    cwd: shortText(from.cwd, 4_096),
    branch: shortText(from.branch, 500),
    version: shortText(from.version),
    title: shortText(from.title, 300),
    titleRank: typeof from.titleRank === 'number' ? from.titleRank : 0,
    costs: listOf(from.costs, MAX_COSTS).flatMap(costOf),
    calls: Object.fromEntries(
      Object.entries(fieldsOf(from.calls)).flatMap(([id, name]) =>
        typeof name === 'string' ? [[id, name] as const] : [],
      ),
    ),
  };
}

function costOf(saved: unknown): (readonly [number, number])[] {
  const [ms, usdMicros] = listOf(saved, 2);
  return typeof ms === 'number' && typeof usdMicros === 'number' ? [[ms, usdMicros]] : [];
}

/** The state as JSON, detached from what goes on changing. */
export function savedState(state: TranscriptState): { readonly [name: string]: Json } {
  return { ...state, costs: [...state.costs], calls: { ...state.calls } };
}

/** Remembers another cost, forgetting the oldest beyond the bound. */
export function rememberCost(state: TranscriptState, usdMicros: number): void {
  state.costs.push([state.atMs ?? 0, usdMicros]);
  if (state.costs.length > MAX_COSTS) state.costs.shift();
}

/** Remembers which tool a call is of, forgetting the oldest beyond the bound. */
export function rememberCall(state: TranscriptState, id: string, name: string): void {
  state.calls[id] = name;
  const [oldest, ...others] = Object.keys(state.calls);
  if (oldest !== undefined && others.length >= MAX_CALLS) delete state.calls[oldest];
}

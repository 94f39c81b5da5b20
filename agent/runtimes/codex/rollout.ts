import { createHash } from 'node:crypto';
import { fieldsOf, isoTime, parsedLine, shortText, timeMs, type Fields } from '../fields.js';
import type { Gathered } from '../gathered.js';
import { nextPosition } from '../position.js';
import { promptOfEvent, sayingOfEvent, workingAfter } from './events.js';
import { sayingsOfItem, type Saying } from './items.js';
import type { RolloutState } from './rollout-state.js';
import { noteMeta } from './session-meta.js';
import { countedCall, kindsOf, recordedCall, type CountedCall } from './token-counts.js';

/** Where the lines of a rollout go. */
export interface RolloutTarget {
  /** Thread in its name. */
  readonly thread: string;
  readonly state: RolloutState;
  readonly gathered: Gathered;
}

/** One line on its way. */
interface Line {
  readonly type: string;
  readonly record: Fields;
  readonly payload: Fields;
  readonly at: number | null;
  readonly digest: string;
  /** It belongs to a history that was copied in. */
  readonly copied: boolean;
}

/** Takes in one line of a rollout: entries, usage, and what is remembered. A line that is no record is told as such. */
export function takeLine(target: RolloutTarget, bytes: Buffer): void {
  const { state } = target;
  const record = parsedLine(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (record === null) {
    const line = { type: '', record: {}, payload: {}, at: null, digest, copied: false };
    writeAll(target, line, [{ kind: 'NOTICE', text: 'unreadable line' }]);
    return;
  }
  const payload = fieldsOf(record.payload);
  const at = timeMs(record.timestamp);
  const type = shortText(record.type, 80) ?? 'unknown record';
  if (type === 'session_meta') return noteMeta(target, payload, at);
  const line = { type, record, payload, at, digest, copied: isCopied(state, at) };
  takeUsage(target, line);
  if (line.copied) {
    if (type === 'turn_context') modelSayings(state, payload);
    return;
  }
  if (at !== null) state.atMs = Math.max(state.atMs ?? 0, at);
  writeAll(target, line, sayingsOf(state, line));
}

/**
 * Old versions copied the parent's history into a fork or subagent, with the times it had or all at the time of the
 * copy. What is later than that moment is the thread's own.
 */
function isCopied(state: RolloutState, at: number | null): boolean {
  if (state.copiedUntilMs === null) return false;
  if (at === null || at <= state.copiedUntilMs) return true;
  state.copiedUntilMs = null;
  return false;
}

function sayingsOf(state: RolloutState, { type, payload }: Line): readonly Saying[] {
  if (type === 'response_item') return sayingsOfItem(payload);
  if (type === 'event_msg') return eventSayings(state, payload);
  if (type === 'turn_context') return modelSayings(state, payload);
  if (type === 'compacted') {
    const text = shortText(payload.message, 65_536);
    return [{ kind: 'COMPACTION', role: 'SYSTEM', text }];
  }
  const quiet = type === 'token_usage_record' || type === 'world_state';
  return quiet ? [] : [{ kind: 'NOTICE', role: 'SYSTEM', text: type }];
}

function eventSayings(state: RolloutState, event: Fields): readonly Saying[] {
  state.title ??= promptOfEvent(event);
  state.working = workingAfter(event) ?? state.working;
  const saying = sayingOfEvent(event);
  return saying === null ? [] : [saying];
}

function modelSayings(state: RolloutState, context: Fields): readonly Saying[] {
  const before = state.model;
  const model = shortText(context.model);
  state.cwd = shortText(context.cwd, 4_096) ?? state.cwd;
  if (model === null) return [];
  state.model = model;
  if (before === null || before === model) return [];
  return [{ kind: 'MODEL_SWITCH', role: 'SYSTEM', text: `${before} → ${model}`, model }];
}

function takeUsage(target: RolloutTarget, line: Line): void {
  const { state, thread } = target;
  if (line.type === 'token_usage_record') {
    const call = recordedCall(state, line.payload, thread);
    if (call !== null && !line.copied) addCall(target, line, call);
  }
  if (line.type === 'event_msg' && line.payload.type === 'token_count') {
    const call = countedCall(state, line.payload, { thread, copied: line.copied });
    if (call !== null) addCall(target, line, call);
  }
}

function addCall({ state, thread, gathered }: RolloutTarget, line: Line, call: CountedCall): void {
  gathered.addUsage({
    sessionExternalId: thread,
    key: call.key,
    entryKey: null,
    at: isoTime(line.at),
    model: state.model ?? 'unknown',
    provider: state.provider,
    ...kindsOf(call.tokens),
  });
}

function writeAll({ thread, state, gathered }: RolloutTarget, line: Line, sayings: readonly Saying[]): void {
  const { ordinal } = line.record;
  const place = Number.isSafeInteger(ordinal) ? String(ordinal) : line.digest.slice(0, 32);
  sayings.forEach((saying, index) => {
    state.position = nextPosition(state.position, line.at ?? state.atMs);
    gathered.entries.push({
      sessionExternalId: thread,
      key: index === 0 ? `${thread}:${place}` : `${thread}:${place}#${index}`,
      position: state.position,
      role: null,
      at: isoTime(line.at),
      digest: line.digest,
      toolName: null,
      toolCallId: null,
      isError: false,
      model: saying.role === 'ASSISTANT' ? state.model : null,
      ...saying,
    });
  });
}

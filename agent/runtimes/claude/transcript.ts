import { createHash } from 'node:crypto';
import type { SessionEntryRole } from '../../../schema/generated/types.js';
import {
  fieldsOf,
  identifier,
  isoTime,
  parsedLine,
  shortText,
  timeMs,
  usdMicros,
  type Fields,
} from '../fields.js';
import type { Gathered } from '../gathered.js';
import { nextPosition } from '../position.js';
import type { RawEntry } from '../reading.js';
import { blocksOf, type Block } from './blocks.js';
import { decisionOf } from './decisions.js';
import { noticeOf } from './notices.js';
import { noteTitle } from './titles.js';
import { rememberCall, rememberCost, type TranscriptState } from './transcript-state.js';
import { SYNTHETIC_MODEL, usageOf } from './usage.js';

/** A copied row is at least this much older than the file it was copied into. */
const COPIED_MS = 1_000;

/** Where the lines of a transcript go. */
export interface TranscriptTarget {
  readonly externalId: string;
  readonly state: TranscriptState;
  readonly gathered: Gathered;
}

/** What an entry says, without where it is. */
type Saying = Pick<RawEntry, 'kind' | 'text'> & Partial<RawEntry>;

/** Takes in one line of a transcript: entries, usage, and what is remembered. A line that is no row is told as such. */
export function takeLine(target: TranscriptTarget, line: Buffer): void {
  const row = parsedLine(line);
  const digest = createHash('sha256').update(line).digest('hex');
  if (row === null) {
    const write = writer(target, {}, digest);
    write('', { kind: 'NOTICE', text: 'unreadable line' });
    return;
  }
  noteRow(target.state, row);
  writeRow(target, row, digest);
}

/** Remembers of a row what concerns the transcript as a whole. */
export function noteRow(state: TranscriptState, row: Fields): void {
  noteTimes(state, row);
  state.firstUuid ??= identifier(row.uuid);
  state.session ??= identifier(row.sessionId);
  state.cwd = shortText(row.cwd, 4_096) ?? state.cwd;
  state.branch = shortText(row.gitBranch, 500) ?? state.branch;
  state.version = shortText(row.version) ?? state.version;
  noteTitle(state, row);
  const cost = row.type === 'cost-state' ? usdMicros(row.totalCostUSD) : null;
  if (cost !== null) rememberCost(state, cost);
}

function noteTimes(state: TranscriptState, row: Fields): void {
  const at = timeMs(row.timestamp);
  if (at === null) return;
  state.atMs = Math.max(state.atMs ?? 0, at);
  state.startedMs ??= at;
  if (state.firstUuid !== null) return;
  if (typeof row.uuid !== 'string') state.headMs ??= at;
  else state.copied = state.headMs !== null && at < state.headMs - COPIED_MS;
}

type Write = (suffix: string, saying: Saying) => string;

/** Writes entries of one row: the first is keyed by the row, further ones by row and suffix. */
function writer({ externalId, state, gathered }: TranscriptTarget, row: Fields, digest: string): Write {
  const key = identifier(row.uuid, 100) ?? `${externalId.slice(0, 150)}/${digest.slice(0, 32)}`;
  const at = timeMs(row.timestamp);
  return (suffix, saying) => {
    state.position = nextPosition(state.position, at ?? state.atMs);
    const entry: RawEntry = {
      sessionExternalId: externalId,
      key: key + suffix,
      position: state.position,
      role: null,
      at: isoTime(at),
      digest,
      toolName: null,
      toolCallId: null,
      isError: false,
      model: null,
      ...saying,
    };
    gathered.entries.push(entry);
    return entry.key;
  };
}

function writeRow(target: TranscriptTarget, row: Fields, digest: string): void {
  const write = writer(target, row, digest);
  const decision = decisionOf(row);
  if (decision !== null) {
    const { text, refused: isError, toolCallId } = decision;
    const toolName = toolCallId === null ? null : nameOfCall(target.state, toolCallId);
    write('#decision', { kind: 'DECISION', role: 'SYSTEM', text, isError, toolCallId, toolName });
  }
  if (row.type === 'assistant') return writeAssistant(target, row, write);
  if (row.type === 'user') {
    writeMessage(target.state, row, write, userRole(row));
    return;
  }
  if (row.type === 'system' && row.subtype === 'compact_boundary') {
    write('', { kind: 'COMPACTION', role: 'SYSTEM', text: compactionText(row) });
    return;
  }
  if (row.type === 'permission-mode') return writePermissionMode(target.state, row, write);
  const notice = decision === null ? noticeOf(row) : null;
  if (notice !== null) write('', { kind: 'NOTICE', role: 'SYSTEM', text: notice });
}

/** Written at every turn, told when it changes; the row has no id, and looks the same when a mode comes back. */
function writePermissionMode(state: TranscriptState, row: Fields, write: Write): void {
  const mode = shortText(row.permissionMode, 60);
  if (mode === null || mode === state.permissionMode) return;
  state.permissionMode = mode;
  write(`@${state.position}`, { kind: 'NOTICE', role: 'SYSTEM', text: `permission mode: ${mode}` });
}

/** What Claude Code says in a person's name is not theirs. */
function userRole(row: Fields): SessionEntryRole {
  return row.isMeta === true || row.isCompactSummary === true ? 'SYSTEM' : 'USER';
}

function writeAssistant(target: TranscriptTarget, row: Fields, write: Write): void {
  const { state, gathered, externalId } = target;
  const model = shortText(fieldsOf(row.message).model);
  if (model !== null && model !== SYNTHETIC_MODEL) {
    if (state.model !== null && state.model !== model) {
      const text = `${state.model} → ${model}`;
      write('#model', { kind: 'MODEL_SWITCH', role: 'SYSTEM', text, model });
    }
    state.model = model;
  }
  const key = writeMessage(state, row, write, 'ASSISTANT');
  const usage = usageOf(row, externalId, key);
  if (usage !== null) gathered.addUsage(usage);
}

/** One entry per content block; the key of the first, or the one it would have had. */
function writeMessage(state: TranscriptState, row: Fields, write: Write, role: SessionEntryRole): string {
  const message = fieldsOf(row.message);
  const model = role === 'ASSISTANT' ? shortText(message.model) : null;
  const failed = row.isApiErrorMessage === true;
  const blocks = blocksOf(message.content);
  if (blocks.length === 0) return write('', { kind: 'NOTICE', role, text: 'empty message', model });
  const keys = blocks.map((block, index) => {
    const toolName = toolOf(state, block);
    const isError = block.isError === true || failed;
    const speaker: SessionEntryRole = block.kind === 'TOOL_RESULT' ? 'TOOL' : role;
    return write(index === 0 ? '' : `#${index}`, { ...block, toolName, isError, model, role: speaker });
  });
  return keys[0] ?? '';
}

/** The name of the tool a block is about; a result does not tell it itself. */
function toolOf(state: TranscriptState, block: Block): string | null {
  const id = block.toolCallId ?? null;
  if (id === null) return block.toolName ?? null;
  const name = block.toolName ?? nameOfCall(state, id);
  if (block.kind === 'TOOL_CALL' && name !== null) rememberCall(state, id, name);
  if (block.kind === 'TOOL_RESULT') delete state.calls[id];
  return name;
}

function nameOfCall(state: TranscriptState, id: string): string | null {
  return Object.hasOwn(state.calls, id) ? (state.calls[id] ?? null) : null;
}

function compactionText(row: Fields): string {
  const details = fieldsOf(row.compactMetadata);
  const trigger = shortText(details.trigger, 40) ?? 'unknown';
  const before = typeof details.preTokens === 'number' ? `, ${details.preTokens} tokens before` : '';
  return `compacted (${trigger}${before})`;
}

import { createHash } from 'node:crypto';
import type { SessionEntryRole } from '../../../schema/generated/types.js';
import {
  fieldsOf,
  identifier,
  isoTime,
  listOf,
  shortText,
  timeMs,
  wholeText,
  type Fields,
} from '../fields.js';
import type { RawEntry } from '../reading.js';
import { columnsOf, selectionOf } from './columns.js';
import type { Queries } from './sqlite.js';

const COLUMNS = [
  'id',
  'session_id',
  'role',
  'content',
  'tool_call_id',
  'tool_calls',
  'tool_name',
  'timestamp',
  'reasoning',
  'reasoning_content',
  '_compressed_summary',
];

/** Entries of one message that keep their order. */
const PLACES = 1_000;
const PAGE_ROWS = 200;

/** Messages after the given one. */
export interface MessagesRead {
  readonly entries: readonly RawEntry[];
  readonly lastId: number;
  readonly bytes: number;
  readonly more: boolean;
}

/** Reads messages in the order of their ids until the budget is used up. */
export function readMessages(queries: Queries, afterId: number, budgetBytes: number): MessagesRead {
  const columns = columnsOf(queries, 'messages', COLUMNS);
  const entries: RawEntry[] = [];
  let [lastId, bytes, more] = [afterId, 0, columns.includes('id') && columns.includes('session_id')];
  const page = `SELECT ${selectionOf(columns)} FROM messages WHERE id > ? AND id <= 1000000000000 ORDER BY id LIMIT ${PAGE_ROWS}`;
  while (more && bytes < budgetBytes) {
    const rows = queries.all(page, lastId);
    const before = lastId;
    for (const row of rows) {
      entries.push(...entriesOf(row));
      lastId = Math.max(lastId, Number(row.id) || lastId);
      bytes += sizeOf(row);
    }
    // Ids that are no numbers would be found again and again.
    more = rows.length === PAGE_ROWS && lastId > before;
  }
  return { entries, lastId, bytes, more };
}

function sizeOf(row: Fields): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
    0,
  );
}

type Saying = Pick<RawEntry, 'kind' | 'role' | 'text'> & Partial<RawEntry>;

function entriesOf(row: Fields): readonly RawEntry[] {
  const id = Number(row.id);
  const session = identifier(row.session_id, 150);
  if (session === null || !Number.isSafeInteger(id) || id < 0 || id > 1e12) return [];
  const digest = createHash('sha256')
    .update(JSON.stringify(Object.entries(row)))
    .digest('hex');
  const at = typeof row.timestamp === 'number' ? isoTime(timeMs(row.timestamp * 1_000)) : null;
  return sayingsOf(row).map((saying, index) => ({
    sessionExternalId: session,
    key: index === 0 ? `${session}:${id}` : `${session}:${id}#${index}`,
    position: id * PLACES + index,
    at,
    digest,
    toolName: null,
    toolCallId: null,
    isError: false,
    model: null,
    ...saying,
  }));
}

function sayingsOf(row: Fields): readonly Saying[] {
  const text = wholeText(row.content);
  if (row.role === 'tool') return [resultOf(row, text)];
  const role: SessionEntryRole =
    row.role === 'user' ? 'USER' : row.role === 'assistant' ? 'ASSISTANT' : 'SYSTEM';
  if (Number(row._compressed_summary) === 1) return [{ kind: 'COMPACTION', role: 'SYSTEM', text }];
  const reasoning = wholeText(row.reasoning) || wholeText(row.reasoning_content);
  const calls = callsOf(row.tool_calls);
  const said: Saying[] = [];
  if (reasoning) said.push({ kind: 'REASONING', role, text: reasoning });
  if (text || (!reasoning && calls.length === 0)) said.push({ kind: 'MESSAGE', role, text });
  return [...said, ...calls];
}

function resultOf(row: Fields, text: string | null): Saying {
  return {
    kind: 'TOOL_RESULT',
    role: 'TOOL',
    text,
    toolName: shortText(row.tool_name),
    toolCallId: identifier(row.tool_call_id),
    isError: failed(text),
  };
}

/** A command's result is JSON with its exit code, an error's has a field for it. */
function failed(text: string | null): boolean {
  if (text === null || text.length > 1_000_000 || !text.startsWith('{')) return false;
  const result = fieldsOf(parsed(text));
  const { exit_code: exitCode, error } = result;
  return (typeof exitCode === 'number' && exitCode !== 0) || (typeof error === 'string' && error !== '');
}

function callsOf(toolCalls: unknown): readonly Saying[] {
  return listOf(parsed(toolCalls), PLACES - 2).map((item) => {
    const call = fieldsOf(item);
    const target = fieldsOf(call.function);
    return {
      kind: 'TOOL_CALL',
      role: 'ASSISTANT',
      text: wholeText(target.arguments),
      toolName: shortText(target.name),
      toolCallId: identifier(call.id),
    };
  });
}

/** The value of a JSON text; null when it is none. */
export function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

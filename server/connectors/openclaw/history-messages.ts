import { createHash } from 'node:crypto';
import { flag, isRecord, list, number, record, text, timeMs, type JsonRecord } from './loose-json.js';

/** One piece of a message: what was said, thought, called or answered. */
export interface HistoryPart {
  kind: 'text' | 'thinking' | 'toolCall' | 'toolResult' | 'other';
  text: string;
  /** Length before it was cut. */
  textLength: number;
  toolName: string | null;
  toolCallId: string | null;
  isError: boolean;
}

/** Tokens of the model call that made a message. `input` is uncached. */
export interface HistoryUsage {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/** One message of a session's transcript. */
export interface HistoryMessage {
  id: string;
  /** Its place in the transcript; null when the gateway does not number it. */
  seq: number | null;
  role: string;
  /** As the gateway marks what nobody said: for example `compaction`. */
  mark: string | null;
  atMs: number | null;
  provider: string | null;
  model: string | null;
  usage: HistoryUsage | null;
  /** Session of Claude Code whose transcript tells of it too, when it did the work for the gateway. */
  cliSessionId: string | null;
  parts: HistoryPart[];
  /** SHA-256 (hex) of the message as the gateway told it. */
  digest: string;
}

const longestText = 65_536;
const mostParts = 200;
const longestId = 150;
/** A call's tokens stay below it in every real transcript; more is a lie or a fault. */
const mostTokens = 1e10;

/** A message of a `chat.history` answer; null for what is none. */
export function historyMessage(value: unknown): HistoryMessage | null {
  if (!isRecord(value)) return null;
  const role = text(value.role, 100);
  if (role === null) return null;
  const meta = record(value.__openclaw);
  const digest = createHash('sha256').update(JSON.stringify(value)).digest('hex');
  return {
    id: idOf(meta, digest),
    seq: seqOf(meta.seq),
    role,
    mark: text(meta.kind, 100),
    atMs: timeMs(value.timestamp) ?? timeMs(meta.recordTimestampMs),
    provider: text(value.provider, 256),
    model: text(value.model, 512),
    usage: role === 'assistant' ? usageOf(value.usage) : null,
    cliSessionId: text(meta.cliSessionId, 200),
    parts: partsOf(value, role),
    digest,
  };
}

/** Messages without an id, or with one no id would look like, go by what they are. */
function idOf(meta: JsonRecord, digest: string): string {
  const id = meta.id;
  return typeof id === 'string' && id.length > 0 && id.length <= longestId ? id : `sha256:${digest}`;
}

function seqOf(value: unknown): number | null {
  const seq = number(value);
  return seq !== null && Number.isInteger(seq) && seq >= 0 && seq <= 1e9 ? seq : null;
}

function usageOf(value: unknown): HistoryUsage | null {
  if (!isRecord(value)) return null;
  const usage = {
    input: tokens(value.input),
    output: tokens(value.output),
    cacheRead: tokens(value.cacheRead),
    cacheWrite: tokens(value.cacheWrite),
  };
  return Object.values(usage).some((count) => count > 0) ? usage : null;
}

/** A count of tokens: whole, and 0 for what is no count. */
export function tokens(value: unknown): number {
  const count = Math.round(number(value) ?? 0);
  return count >= 0 && count <= mostTokens ? count : 0;
}

function partsOf(message: JsonRecord, role: string): HistoryPart[] {
  if (role === 'toolResult') {
    const said = typeof message.content === 'string' ? message.content : resultText(message.content);
    return [
      part('toolResult', said, {
        toolName: text(message.toolName, 200),
        toolCallId: text(message.toolCallId, 200),
        isError: flag(message.isError),
      }),
    ];
  }
  if (typeof message.content === 'string') return [part('text', message.content)];
  return list(message.content).filter(isRecord).slice(0, mostParts).map(blockPart);
}

type Block = (block: JsonRecord) => HistoryPart;

const toolCall: Block = (block) =>
  part('toolCall', argumentsOf(block.arguments ?? block.input ?? block.args), {
    toolName: text(block.name, 200),
    toolCallId: text(block.id, 200),
  });
const toolResult: Block = (block) =>
  part('toolResult', typeof block.content === 'string' ? block.content : resultText(block.content), {
    toolName: text(block.name, 200),
    toolCallId: text(block.tool_use_id ?? block.toolUseId ?? block.toolCallId, 200),
    isError: flag(block.is_error) || flag(block.isError),
  });

/** By type in lower case without underscores: releases and imported transcripts write them differently. */
const blocks: ReadonlyMap<string, Block> = new Map<string, Block>([
  ['text', (block) => part('text', typeof block.text === 'string' ? block.text : '')],
  ['thinking', (block) => part('thinking', typeof block.thinking === 'string' ? block.thinking : '')],
  ['toolcall', toolCall],
  ['tooluse', toolCall],
  ['toolresult', toolResult],
]);

function blockPart(block: JsonRecord): HistoryPart {
  const type = (text(block.type, 100) ?? '').toLowerCase().replaceAll('_', '');
  return blocks.get(type)?.(block) ?? part('other', type);
}

function part(kind: HistoryPart['kind'], said: string, told: Partial<HistoryPart> = {}): HistoryPart {
  const rest = { toolName: null, toolCallId: null, isError: false, ...told };
  return { kind, text: text(said, longestText) ?? '', textLength: said.length, ...rest };
}

function argumentsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function resultText(content: unknown): string {
  return list(content)
    .filter(isRecord)
    .slice(0, mostParts)
    .map((block) => (typeof block.text === 'string' ? block.text : `[${text(block.type, 50) ?? 'block'}]`))
    .join('\n');
}

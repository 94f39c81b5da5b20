import type { SessionEntryKind } from '../../../schema/generated/types.js';
import {
  compactJson,
  fieldsOf,
  identifier,
  listOf,
  shortText,
  wellFormed,
  wholeText,
  type Fields,
} from '../fields.js';

/** What one content block of a message says. */
export interface Block {
  readonly kind: SessionEntryKind;
  readonly text: string | null;
  readonly toolName?: string | null;
  readonly toolCallId?: string | null;
  readonly isError?: boolean;
}

type Reader = (block: Fields) => Block;

const call: Reader = (block) => ({
  kind: 'TOOL_CALL',
  text: compactJson(block.input),
  toolName: shortText(block.name),
  toolCallId: identifier(block.id),
});

const result: Reader = (block) => ({
  kind: 'TOOL_RESULT',
  text: textOf(block.content),
  toolCallId: identifier(block.tool_use_id),
  isError: block.is_error === true,
});

const placeholder =
  (text: string): Reader =>
  () => ({ kind: 'MESSAGE', text });

const readers: Readonly<Record<string, Reader>> = {
  text: (block) => ({ kind: 'MESSAGE', text: wholeText(block.text) }),
  thinking: (block) => ({ kind: 'REASONING', text: wholeText(block.thinking) }),
  redacted_thinking: () => ({ kind: 'REASONING', text: null }),
  tool_use: call,
  server_tool_use: call,
  mcp_tool_use: call,
  tool_result: result,
  mcp_tool_result: result,
  web_search_tool_result: result,
  web_fetch_tool_result: result,
  image: placeholder('[image]'),
  document: placeholder('[document]'),
};

/** The blocks of a message's content, which is a text or a list; of what is unknown only the type is told. */
export function blocksOf(content: unknown): readonly Block[] {
  if (typeof content === 'string') return [{ kind: 'MESSAGE', text: wellFormed(content) }];
  return listOf(content).map((item) => {
    const block = fieldsOf(item);
    const type = typeof block.type === 'string' ? block.type : '';
    const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
    return reader ? reader(block) : { kind: 'NOTICE', text: shortText(block.type) };
  });
}

/** The text of a tool's result: text blocks joined, everything else by its type. */
export function textOf(content: unknown): string | null {
  if (typeof content === 'string') return wellFormed(content);
  if (!Array.isArray(content)) return content == null ? null : compactJson(content);
  const parts = listOf(content).map((item) => {
    const block = fieldsOf(item);
    return wholeText(block.text) ?? `[${shortText(block.type, 50) ?? 'unknown'}]`;
  });
  return parts.join('\n');
}

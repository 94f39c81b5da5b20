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
import type { RawEntry } from '../reading.js';

/** What a record says, without where it is. */
export type Saying = Pick<RawEntry, 'kind' | 'text'> & Partial<RawEntry>;

type Reader = (item: Fields) => readonly Saying[];

const call =
  (input: string): Reader =>
  (item) => [
    {
      kind: 'TOOL_CALL',
      role: 'ASSISTANT',
      text: asText(item[input]),
      toolName: shortText(item.name) ?? shortText(item.type),
      toolCallId: identifier(item.call_id) ?? identifier(item.id),
    },
  ];

/** How Codex begins the output of a command that a person or its rules did not let run. */
const REFUSED = 'exec_command failed: CreateProcess { message: "Rejected(';
const FAILED = /^(?:exec_command failed|Exit code: [1-9]|[^\n]*\n?Process exited with code [1-9])/;

const result: Reader = (item) => {
  const text = asText(item.output);
  const toolCallId = identifier(item.call_id);
  const said: Saying = {
    kind: 'TOOL_RESULT',
    role: 'TOOL',
    text,
    toolCallId,
    isError: text !== null && FAILED.test(text.slice(0, 500)),
  };
  if (text === null || !text.startsWith(REFUSED)) return [said];
  const why = shortText(
    text
      .slice(REFUSED.length)
      .replaceAll('\\"', '')
      .replace(/\)" }\s*$/, ''),
    200,
  );
  return [said, { kind: 'DECISION', role: 'SYSTEM', text: why ?? 'rejected', isError: true, toolCallId }];
};

const readers: Readonly<Record<string, Reader>> = {
  message: (item) => [{ kind: 'MESSAGE', role: roleOf(item), text: textOf(item.content) }],
  reasoning: (item) => [
    {
      kind: 'REASONING',
      role: 'ASSISTANT',
      text: [textOf(item.summary), textOf(item.content)].filter(Boolean).join('\n') || null,
    },
  ],
  function_call: call('arguments'),
  custom_tool_call: call('input'),
  local_shell_call: call('action'),
  web_search_call: call('action'),
  tool_search_call: call('arguments'),
  image_generation_call: call('revised_prompt'),
  function_call_output: result,
  custom_tool_call_output: result,
  tool_search_output: result,
};

/** What a `response_item` says; of unknown ones only the type is told. */
export function sayingsOfItem(item: Fields): readonly Saying[] {
  const type = typeof item.type === 'string' ? item.type : '';
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return reader ? reader(item) : [{ kind: 'NOTICE', role: 'SYSTEM', text: shortText(item.type) }];
}

/** What Codex says in a person's name (environment, instructions, notices of aborted turns) is not theirs. */
function roleOf(item: Fields): RawEntry['role'] {
  if (item.role === 'assistant') return 'ASSISTANT';
  if (item.role !== 'user') return 'SYSTEM';
  const kinds = fieldsOf(item.internal_chat_message_metadata_passthrough).content_item_kinds;
  if (Array.isArray(kinds)) return kinds.includes('user.text') ? 'USER' : 'SYSTEM';
  return isHarnessText(textOf(item.content) ?? '') ? 'SYSTEM' : 'USER';
}

function isHarnessText(text: string): boolean {
  return /^<[a-z_]+[ >]/.test(text) || text.startsWith('# AGENTS.md instructions');
}

/** Text parts joined; pictures and the like by their type. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return wellFormed(content);
  const parts = listOf(content).map((part) => {
    const fields = fieldsOf(part);
    return wholeText(fields.text) ?? `[${shortText(fields.type, 50) ?? 'unknown'}]`;
  });
  return parts.length > 0 ? parts.join('\n') : null;
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return textOf(value);
  return value == null ? null : compactJson(value);
}

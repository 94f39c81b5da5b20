import { fieldsOf, identifier, listOf, shortText, type Fields } from '../fields.js';
import { titleFrom } from '../first-line-title.js';
import type { Saying } from './items.js';

/** Events that repeat what other records tell, or say nothing about what happened. */
const QUIET = new Set([
  'agent_message',
  'agent_message_delta',
  'agent_reasoning',
  'agent_reasoning_raw_content',
  'agent_reasoning_section_break',
  'context_compacted',
  'exec_command_begin',
  'exec_command_end',
  'item_started',
  'task_complete',
  'task_started',
  'thread_settings_applied',
  'token_count',
  'turn_complete',
  'turn_started',
  'user_message',
]);

/** Events that ask a person. */
const ASKING = new Set([
  'apply_patch_approval_request',
  'elicitation_request',
  'exec_approval_request',
  'request_permissions',
  'request_user_input',
]);

/** What an `event_msg` says beyond what other records do; null when nothing. */
export function sayingOfEvent(event: Fields): Saying | null {
  const type = shortText(event.type, 80) ?? 'unknown event';
  if (QUIET.has(type)) return null;
  if (type === 'item_completed') return declined(fieldsOf(event.item));
  const toolCallId = identifier(event.call_id);
  if (ASKING.has(type)) return { kind: 'DECISION', role: 'SYSTEM', text: `asked: ${type}`, toolCallId };
  const why = shortText(event.reason, 200) ?? shortText(event.message, 500);
  return { kind: 'NOTICE', role: 'SYSTEM', text: why === null ? type : `${type}: ${why}` };
}

function declined(item: Fields): Saying | null {
  if (item.status !== 'declined') return null;
  return {
    kind: 'DECISION',
    role: 'SYSTEM',
    text: 'declined',
    isError: true,
    toolCallId: identifier(item.id),
    toolName: shortText(item.type),
  };
}

/** The first line of a prompt that a person gave; null when the event is none. */
export function promptOfEvent(event: Fields): string | null {
  return titleFrom(event.type === 'user_message' ? event.message : promptOfItem(event));
}

function promptOfItem(event: Fields): unknown {
  const item = fieldsOf(event.item);
  if (event.type !== 'item_completed' || item.type !== 'UserMessage') return null;
  const part = listOf(item.content).map(fieldsOf);
  return part.find(({ type }) => type === 'text')?.text;
}

/** Whether a turn runs after this event; null when it does not say. */
export function workingAfter(event: Fields): boolean | null {
  if (event.type === 'task_started' || event.type === 'turn_started') return true;
  const ended = ['task_complete', 'turn_complete', 'turn_aborted'];
  return ended.includes(String(event.type)) ? false : null;
}

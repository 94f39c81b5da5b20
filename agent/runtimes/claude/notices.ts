import { fieldsOf, shortText, type Fields } from '../fields.js';

/** Rows for Claude Code's own bookkeeping, which say nothing about what happened. */
const BOOKKEEPING = new Set([
  'api-request',
  'api-request-blob',
  'api-request-shape',
  'api-request-resumed',
  'ai-title',
  'agent-name',
  'atis-latch',
  'content-replacement',
  'cost-state',
  'custom-title',
  'file-history-delta',
  'file-history-snapshot',
  'last-prompt',
  'mode',
  'permission-mode',
  'queue-operation',
  'summary',
  'tools-used',
]);

/** Kinds of `system` rows that are bookkeeping too. */
const QUIET_SUBTYPES = new Set(['turn_duration']);

/** A short text for a row that is no message; null when nothing is to be told of it. What it holds stays opaque. */
export function noticeOf(row: Fields): string | null {
  const type = shortText(row.type, 60);
  if (type === null) return 'unknown row';
  if (BOOKKEEPING.has(type)) return null;
  if (type === 'attachment') return attachmentNotice(fieldsOf(row.attachment));
  if (type === 'system') return systemNotice(row);
  return type;
}

function attachmentNotice(attachment: Fields): string {
  const name = shortText(attachment.hookName, 80) ?? shortText(attachment.hookEvent, 80);
  const type = `attachment: ${shortText(attachment.type, 60) ?? 'unknown'}`;
  return name === null ? type : `${type} (${name})`;
}

function systemNotice(row: Fields): string | null {
  const subtype = shortText(row.subtype, 60) ?? 'system';
  if (QUIET_SUBTYPES.has(subtype)) return null;
  const content = shortText(row.content, 500);
  return content === null ? subtype : `${subtype}: ${content}`;
}

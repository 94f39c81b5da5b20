import type { EventRow } from '../platform/events/event-row.js';
import { sentenceOf } from './event-sentences.js';

/** The columns of a CSV export, in order. New ones are only ever added at the end. */
const columns: readonly (readonly [name: string, cell: (row: EventRow) => unknown])[] = [
  ['seq', (row) => row.seq],
  ['id', (row) => row.id],
  ['type', (row) => row.type],
  ['at', (row) => row.at.toISOString()],
  ['outcome', (row) => row.outcome],
  ['code', (row) => row.code],
  ['summary', sentenceOf],
  ['actor_kind', (row) => row.actor_kind],
  ['actor_id', (row) => row.actor_id],
  ['actor_label', (row) => row.actor_label],
  ['subject_type', (row) => row.subject_type],
  ['subject_id', (row) => row.subject_id],
  ['subject_label', (row) => row.subject_label],
  ['agent_id', (row) => row.agent_id],
  ['risk', (row) => row.risk],
  ['request_id', (row) => row.request_id],
  ['credential_id', (row) => row.credential_id],
  ['before', (row) => asJson(row.payload?.before)],
  ['after', (row) => asJson(row.payload?.after)],
  ['leaf_hash', (row) => row.leaf?.toString('hex')],
];

export const csvHeader = `${columns.map(([name]) => name).join(',')}\r\n`;

/** One event as a CSV record (RFC 4180), every cell quoted. */
export function csvRow(row: EventRow): string {
  return `${columns.map(([, cell]) => csvCell(cell(row))).join(',')}\r\n`;
}

/**
 * A cell that is text wherever it is opened: what a spreadsheet would take for a formula gets an apostrophe in front,
 * control and direction characters become visible escapes, so a record is always one line.
 */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escape);
  const guarded = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r]/.test(text) ? `'${visible}` : visible;
  return `"${guarded.replaceAll('"', '""')}"`;
}

function escape(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function asJson(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

import { AppError } from '../errors/app-error.js';

export const maxPageSize = 200;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Page size asked for, checked: 1-200. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? 50;
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize) {
    throw new AppError('INVALID_INPUT', `A page holds 1 to ${maxPageSize} items.`, {
      fields: { first: `From 1 to ${maxPageSize}.` },
    });
  }
  return size;
}

/** Opaque cursor from the sort key of a row. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Sort key of a cursor of `length` parts; null without a cursor. @throws AppError INVALID_INPUT for a forged one. */
export function decodeCursor(
  cursor: string | null | undefined,
  length: number,
): (string | number | null)[] | null {
  if (cursor === null || cursor === undefined) return null;
  const key = parse(cursor);
  const sound =
    Array.isArray(key) &&
    key.length === length &&
    key.every((part) => part === null || typeof part === 'string' || typeof part === 'number');
  if (!sound) throw forged();
  return key as (string | number | null)[];
}

/** Sort key that ends in an id, with `textsBefore` texts ahead of it; null without a cursor. @throws like `decodeCursor`. */
export function decodeIdCursor(cursor: string | null | undefined, textsBefore = 0): string[] | null {
  const key = decodeCursor(cursor, textsBefore + 1);
  if (key === null) return null;
  const texts = key.filter((part) => typeof part === 'string');
  // PostgreSQL would refuse other shapes with an error of its own, and its text holds no U+0000.
  if (texts.length < key.length || !uuid.test(texts.at(-1)!) || texts.some((text) => text.includes('\0')))
    throw forged();
  return texts;
}

/** A page from `size + 1` rows: the extra one only tells that more follow. */
export function toPage<R, T>(
  rows: R[],
  size: number,
  keyOf: (row: R) => readonly (string | number | null)[],
  toNode: (row: R) => T,
): Page<T> {
  const edges = rows.slice(0, size).map((row) => ({ cursor: encodeCursor(keyOf(row)), node: toNode(row) }));
  return { edges, pageInfo: { hasNextPage: rows.length > size, endCursor: edges.at(-1)?.cursor ?? null } };
}

function forged(): AppError {
  return new AppError('INVALID_INPUT', 'This cursor is not one of ours.', {
    fields: { after: 'Unknown cursor.' },
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

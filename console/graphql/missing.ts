import { problem, type Problem } from './problem';

/** Complaints about empty fields, in the shape of the server's, or null. Paths are those of the mutation's input. */
export function missing(
  fields: Readonly<Record<string, readonly [value: string, words: string]>>,
): Problem | null {
  const empty = Object.entries(fields).filter(([, [value]]) => value.trim() === '');
  if (empty.length === 0) return null;
  return {
    ...problem('Some fields are empty'),
    fields: Object.fromEntries(empty.map(([path, [, words]]) => [path, words])),
  };
}

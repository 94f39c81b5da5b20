/** What a list shows while somebody points into it. */
export interface Steady<Row> {
  shown: readonly Row[];
  /** Rows that wait, because showing them would push others away from under the pointer. */
  held: number;
}

/**
 * The next content of a list that must not move under a pointer. While held, rows stay where they are even when
 * they left the list; new rows appear only below; those that belong higher up wait.
 * @param before what is shown
 * @param now what the server says
 */
export function steadyRows<Row extends { id: string }>(
  before: readonly Row[],
  now: readonly Row[],
  held: boolean,
): Steady<Row> {
  if (!held || before.length === 0) return { shown: now, held: 0 };
  const known = new Set(before.map(({ id }) => id));
  const fresh = new Map(now.map((row) => [row.id, row]));
  const lastKnown = now.findLastIndex(({ id }) => known.has(id));
  const below = now.slice(lastKnown + 1);
  const waiting = now.slice(0, lastKnown + 1).filter(({ id }) => !known.has(id));
  return { shown: [...before.map((row) => fresh.get(row.id) ?? row), ...below], held: waiting.length };
}

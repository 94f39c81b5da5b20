/** Places within a millisecond; whatever does not fit flows over into the next one and stays in order. */
const PLACES = 1_000;

/**
 * The position after `previous` (-1: none yet) of something that happened at `atMs`: 1,000 places per millisecond since
 * 1970, strictly rising in the order of reading. It comes from what is written and not from where, so a file read again,
 * moved, packed or shortened gives the same positions, and what comes later is later.
 */
export function nextPosition(previous: number, atMs: number | null): number {
  return Math.max(previous + 1, atMs === null ? 0 : atMs * PLACES);
}

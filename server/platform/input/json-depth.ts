/** Our own clients stay below ten. What is deeper overflows whoever walks or prints it later. */
const maxDepth = 64;

/** Whether parsed JSON nests deeper than anything we take. Walks level by level, so its own stack stays flat. */
export function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** "143 kB", "1.2 GB": decimal units, three figures at most. */
export function byteWords(bytes: number): string {
  let size = Math.max(0, bytes);
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  const shown = unit === 0 || size >= 99.95 ? Math.round(size) : Number(size.toFixed(1));
  return `${shown} ${units[unit] ?? 'B'}`;
}

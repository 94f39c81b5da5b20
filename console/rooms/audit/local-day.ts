/**
 * Midnight of a day in the viewer's zone, as the API takes it; undefined for what is no day.
 * @param day `2026-11-22`, as a date field gives it
 * @param plusDays counted by the calendar, so that days of 23 or 25 hours are whole days too
 */
export function startOfDay(day: string | undefined, plusDays = 0): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!parts) return undefined;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const start = new Date(year, month - 1, date);
  const real = start.getMonth() === month - 1 && start.getDate() === date;
  return real ? new Date(year, month - 1, date + plusDays).toISOString() : undefined;
}

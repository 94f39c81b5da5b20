const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const absolute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** "5 min. ago", "in 2 days"; anything under a minute is "just now" or "in a moment". Times in milliseconds. */
export function relativeWords(atMs: number, nowMs: number): string {
  const seconds = (atMs - nowMs) / 1_000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return seconds > 5 ? 'in a moment' : 'just now';
  return relative.format(Math.trunc(seconds / step[1]), step[0]);
}

/** Date and time to the second in the viewer's zone. */
export const absoluteWords = (atMs: number): string => absolute.format(atMs);

/** Date and time to the minute, for table cells. */
export const shortWords = (atMs: number): string => short.format(atMs);

/** Time of day to the second, for rows that stand under their day. */
export const clockWords = (atMs: number): string => clock.format(atMs);

/** The same instant in UTC, to the second. */
export const utcWords = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** "42 s", "3 min 05 s", "2 h 10 min"; never negative. */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

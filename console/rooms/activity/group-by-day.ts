/** Events of one day of the viewer, newest first. */
export interface Day<Event> {
  /** `2026-11-22`, for keys and `datetime`. */
  date: string;
  /** "Today", "Yesterday", or the date in words. */
  words: string;
  events: readonly Event[];
}

const inWords = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const inWordsWithYear = new Intl.DateTimeFormat('en', { dateStyle: 'full' });

/** The day in the viewer's zone, `2026-11-22`. */
export const localDate = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

/** A day as it is called now. */
export function dayWords(date: Date, now: Date): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (localDate(date) === localDate(now)) return 'Today';
  if (localDate(date) === localDate(yesterday)) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? inWords : inWordsWithYear).format(date);
}

/** Cuts events, newest first, into days of the viewer's zone. */
export function groupByDay<Event extends { at: string }>(
  events: readonly Event[],
  nowMs: number,
): Day<Event>[] {
  const now = new Date(nowMs);
  const days = new Map<string, { words: string; events: Event[] }>();
  for (const event of events) {
    const at = new Date(event.at);
    const date = localDate(at);
    const day = days.get(date) ?? { words: dayWords(at, now), events: [] };
    day.events.push(event);
    days.set(date, day);
  }
  return [...days].map(([date, day]) => ({ date, ...day }));
}

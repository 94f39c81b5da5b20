import { groupByDay } from './group-by-day.js';

const at = (...parts: [number, number, number, number?]) => ({ at: new Date(...parts).toISOString() });
const now = new Date(2026, 10, 22, 9).getTime();

describe('events by day', () => {
  it('names days as people do', () => {
    const events = [
      at(2026, 10, 22, 8),
      at(2026, 10, 22, 0),
      at(2026, 10, 21, 23),
      at(2026, 10, 3),
      at(2025, 11, 31),
    ];
    expect(
      groupByDay(events, now).map(({ date, words, events: found }) => [date, words, found.length]),
    ).toEqual([
      ['2026-11-22', 'Today', 2],
      ['2026-11-21', 'Yesterday', 1],
      ['2026-11-03', 'Tuesday, November 3', 1],
      ['2025-12-31', 'Wednesday, December 31, 2025', 1],
    ]);
  });

  it('finds yesterday across months', () => {
    const first = new Date(2026, 11, 1, 9).getTime();
    expect(groupByDay([at(2026, 10, 30, 12)], first)[0]?.words).toBe('Yesterday');
  });

  it('has no day without events', () => {
    expect(groupByDay([], now)).toEqual([]);
  });
});

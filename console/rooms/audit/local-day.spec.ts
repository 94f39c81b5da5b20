import { startOfDay } from './local-day.js';

describe('a day of the viewer', () => {
  it('starts at local midnight', () => {
    expect(startOfDay('2026-11-22')).toBe(new Date(2026, 10, 22).toISOString());
  });

  it('ends where the next one starts, across months and changes of the clock', () => {
    expect(startOfDay('2026-11-30', 1)).toBe(startOfDay('2026-12-01'));
    for (let month = 1; month <= 12; month += 1)
      for (let date = 1; date <= 27; date += 1) {
        const day = (n: number) => `2026-${String(month).padStart(2, '0')}-${String(n).padStart(2, '0')}`;
        expect(startOfDay(day(date), 1)).toBe(startOfDay(day(date + 1)));
      }
  });

  it.each([undefined, '', 'yesterday', '2026-02-30', '2026-13-01', '2026-1-1', '2026-11-22T00:00'])(
    'is not %s',
    (day) => expect(startOfDay(day)).toBeUndefined(),
  );
});

import fc from 'fast-check';
import { steadyRows } from './steady-rows.js';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).join(' ');
const anyRows = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')).map((found) => rows(...found));

describe('rows under a pointer', () => {
  it('follows the server while nobody points', () => {
    expect(steadyRows(rows('a', 'b'), rows('c', 'a'), false)).toEqual({ shown: rows('c', 'a'), held: 0 });
  });

  it('adds below and holds back what belongs above', () => {
    const { shown, held } = steadyRows(rows('a', 'b'), rows('x', 'a', 'b', 'y'), true);
    expect([ids(shown), held]).toEqual(['a b y', 1]);
  });

  it('keeps the place of rows that left', () => {
    expect(ids(steadyRows(rows('a', 'b', 'c'), rows('a', 'c'), true).shown)).toBe('a b c');
  });

  it('shows new contents of rows that stay', () => {
    const { shown } = steadyRows([{ id: 'a', word: 'old' }], [{ id: 'a', word: 'new' }], true);
    expect(shown).toEqual([{ id: 'a', word: 'new' }]);
  });

  it('starts an empty list at once', () => {
    expect(steadyRows([], rows('a'), true)).toEqual({ shown: rows('a'), held: 0 });
  });

  it('never moves a shown row, and loses no new one', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (before, now) => {
        const { shown, held } = steadyRows(before, now, true);
        if (before.length > 0) expect(ids(shown.slice(0, before.length))).toBe(ids(before));
        const fresh = now.filter(({ id }) => !before.some((row) => row.id === id));
        expect(shown.length - before.length + held).toBe(fresh.length);
      }),
    );
  });
});

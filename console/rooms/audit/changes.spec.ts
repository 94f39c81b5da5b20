import { changesBetween, readable } from './changes.js';

describe('what changed', () => {
  it('is told by path, apart from what stayed', () => {
    const before = { name: 'A', rule: { risk: 'LOW', hosts: ['a'] }, gone: 1 };
    const after = { name: 'A', rule: { risk: 'HIGH', hosts: ['a', 'b'] }, fresh: null };
    expect(changesBetween(before, after)).toEqual({
      changed: [
        { path: 'rule.risk', before: 'LOW', after: 'HIGH' },
        { path: 'rule.hosts', before: '["a"]', after: '["a","b"]' },
        { path: 'fresh', before: undefined, after: 'null' },
        { path: 'gone', before: '1', after: undefined },
      ],
      same: [{ path: 'name', before: 'A', after: 'A' }],
    });
  });

  it('sees a number that became a text', () => {
    expect(changesBetween({ n: 1 }, { n: '1' }).changed).toEqual([{ path: 'n', before: '1', after: '"1"' }]);
  });

  it('names what lies in lists of things, and keys that are no words', () => {
    expect(changesBetween(null, { steps: [{ a: 1 }], 'x.y': true }).changed.map(({ path }) => path)).toEqual([
      'steps[0].a',
      '["x.y"]',
    ]);
  });

  it('is nothing where nothing was recorded', () => {
    expect(changesBetween(null, null)).toEqual({ changed: [], same: [] });
    expect(changesBetween({}, {})).toEqual({ changed: [], same: [{ path: '', before: '{}', after: '{}' }] });
  });

  it('ends, however deep it goes', () => {
    let deep: unknown = 'end';
    for (let i = 0; i < 50; i += 1) deep = { in: deep };
    const [change] = changesBetween(null, deep).changed;
    expect(change?.path.split('.')).toHaveLength(8);
    expect(change?.after).toContain('end');
  });

  it.each([
    ['plain words', 'plain words'],
    ['', '""'],
    ['true', '"true"'],
    ['12', '"12"'],
    ['01a2122f-5aed', '01a2122f-5aed'],
    [' x', '" x"'],
    ['{"a":1}', String.raw`"{\"a\":1}"`],
    [12, '12'],
    [null, 'null'],
  ])('%j reads %s', (value, words) => expect(readable(value)).toBe(words));
});

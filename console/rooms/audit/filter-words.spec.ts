import { filterWords } from './filter-words.js';

const definitions = [
  { key: 'text', label: 'Search the log', kind: 'text' },
  { key: 'types', label: 'Type', kind: 'many', options: [{ value: 'a.*', label: 'a.* (all of them)' }] },
  { key: 'actor', label: 'Who', kind: 'one', options: [{ value: 'u1', label: 'Ada' }] },
  { key: 'from', label: 'From', kind: 'date' },
] as const;

const wordsOf = (query: string) => {
  const params = new URLSearchParams(query);
  return filterWords(definitions, {
    one: (key) => params.get(key) ?? undefined,
    many: (key) => params.get(key)?.split(',').filter(Boolean) ?? [],
  });
};

describe('filters in words', () => {
  it('are none while none is set', () => expect(wordsOf('')).toEqual([]));

  it('name people, keep types as they are written, and quote the text', () => {
    expect(wordsOf('text=rm&types=a.*,b.c&actor=u1&from=2026-11-22')).toEqual([
      { label: 'Text', value: '“rm”' },
      { label: 'Type', value: 'a.*, b.c' },
      { label: 'Who', value: 'Ada' },
      { label: 'From', value: '2026-11-22' },
    ]);
  });

  it('show the id of somebody unknown', () => {
    expect(wordsOf('actor=u2')).toEqual([{ label: 'Who', value: 'u2' }]);
  });
});

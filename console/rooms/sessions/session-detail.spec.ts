import { headlineOf } from './session-detail';

describe('the headline of a session', () => {
  it('is its title, or the id of its runtime where that was withheld', () => {
    expect(headlineOf({ title: ' Fix the build ', externalId: 'x' })).toBe('Fix the build');
    expect(headlineOf({ title: null, externalId: 'abc-1' })).toBe('abc-1');
  });

  it('spells out what nobody could see, and stays one short line', () => {
    expect(headlineOf({ title: 'a\u202eb\nc', externalId: 'x' })).toBe('a[U+202E]b c');
    expect(headlineOf({ title: 'y'.repeat(500), externalId: 'x' })).toHaveLength(161);
  });
});

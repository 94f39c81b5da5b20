import fc from 'fast-check';
import { markInvisible } from './mark-invisible.js';

const joined = (text: string) =>
  markInvisible(text)
    .map((segment) => segment.text)
    .join('');

describe('marking characters nobody sees', () => {
  it('loses nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(joined(text)).toBe(text)));
  });

  it.each([
    ['\u202e', 'U+202E'],
    ['\u200b', 'U+200B'],
    ['\u0007', 'U+0007'],
    ['\u001b', 'U+001B'],
    ['\r', 'U+000D'],
    ['\u00a0', 'U+00A0'],
    ['\u{e0041}', 'U+E0041'],
  ])('names %j', (character, name) => {
    expect(markInvisible(`a${character}b`)).toEqual([
      { text: 'a' },
      { text: character, name },
      { text: 'b' },
    ]);
  });

  it('leaves text, emoji, tabs and new lines alone', () => {
    expect(markInvisible('näher 🦞\n\tx')).toEqual([{ text: 'näher 🦞\n\tx' }]);
  });
});

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
    ['\ufe0e', 'U+FE0E'],
    ['\u{e0100}', 'U+E0100'],
    ['\u034f', 'U+034F'],
    ['\u2800', 'U+2800'],
    ['\ufffd', 'U+FFFD'],
  ])('names %j', (character, name) => {
    expect(markInvisible(`a${character}b`)).toEqual([
      { text: 'a' },
      { text: character, name },
      { text: 'b' },
    ]);
  });

  it('leaves nothing plain that nobody sees, by Unicode’s own properties', () => {
    const unseen =
      /(?![ \n\t])[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\ufffc\ufffd\u{16fe4}\u{1d159}]/u;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plain = markInvisible(text).filter(({ name }) => !name);
        expect(plain.filter((run) => unseen.test(run.text))).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves text, emoji, tabs and new lines alone', () => {
    expect(markInvisible('näher 🦞\n\tx')).toEqual([{ text: 'näher 🦞\n\tx' }]);
  });
});

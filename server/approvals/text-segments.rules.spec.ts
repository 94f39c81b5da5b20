import fc from 'fast-check';
import { hiddenCharacters, textSegments } from './text-segments.rules.js';

describe('textSegments', () => {
  it('cuts nothing from plain text, line feeds included', () => {
    expect(textSegments('ls -la\necho ok')).toEqual([{ text: 'ls -la\necho ok', name: null }]);
  });

  it.each([
    ['\u202e', 'U+202E RIGHT-TO-LEFT OVERRIDE'],
    ['\u200b', 'U+200B ZERO WIDTH SPACE'],
    ['\u{e0061}', 'U+E0061 TAG CHARACTER'],
    ['\ufe0f', 'U+FE0F VARIATION SELECTOR-16'],
    ['\u001b', 'U+001B ESCAPE'],
    ['\r', 'U+000D CARRIAGE RETURN'],
    ['\u0000', 'U+0000 NULL'],
    ['\u00a0', 'U+00A0 NO-BREAK SPACE'],
    ['\u3164', 'U+3164 HANGUL FILLER'],
    ['\u2028', 'U+2028 LINE SEPARATOR'],
  ])('names %j', (character, name) => {
    expect(textSegments(`a${character}b`)).toEqual([
      { text: 'a', name: null },
      { text: character, name },
      { text: 'b', name: null },
    ]);
  });

  it('gives the text back when joined, whatever it holds (5,000 random strings)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(
          textSegments(text)
            .map((s) => s.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  it('leaves no invisible character inside a plain run', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const segment of textSegments(text)) {
          if (segment.name === null)
            expect(segment.text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
          else expect([...segment.text]).toHaveLength(1);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('names each hidden character once', () => {
    expect(hiddenCharacters('a\u200bb\u200bc\u202e')).toEqual([
      'U+200B ZERO WIDTH SPACE',
      'U+202E RIGHT-TO-LEFT OVERRIDE',
    ]);
  });
});

import fc from 'fast-check';
import { addGrams, gramsOf, noGrams } from './grams.js';

const holds = (set: Buffer, text: string) => gramsOf(text).every((bit) => (set[bit >> 3]! >> (bit & 7)) & 1);

describe('the sets of letter sequences', () => {
  it('never rule out a text that contains what is looked for, in any case', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(anyText, anyText, anyText, fc.boolean(), (before, needle, after, upper) => {
        const set = noGrams();
        addGrams(set, before + (upper ? asciiUpper(needle) : needle) + after);
        expect(holds(set, needle)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('rule out nearly everything else, also among random identifiers', () => {
    const set = noGrams();
    for (let i = 0; i < 128; i++)
      addGrams(set, `{"id":"${crypto.randomUUID()}","request":"${crypto.randomUUID()}","n":${i}}`);
    const wrong = Array.from({ length: 1000 }, () => holds(set, crypto.randomUUID())).filter(Boolean);
    expect(wrong.length).toBeLessThan(5);
    expect(holds(set, 'zebra')).toBe(false);
  });

  it('say nothing about texts of fewer than four plain characters', () => {
    expect(gramsOf('abc')).toEqual([]);
    expect(gramsOf('äöüß')).toEqual([]);
  });

  it('ask for a bounded number of bits', () => {
    expect(gramsOf('the quick brown fox jumps over the lazy dog').length).toBe(16);
  });
});

function asciiUpper(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

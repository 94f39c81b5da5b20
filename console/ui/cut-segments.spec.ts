import fc from 'fast-check';
import { cutSegments, lengthOf, type Segment } from './cut-segments.js';

const segment = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text): Segment => ({ text })),
  fc.constant<Segment>({ text: '\u202e', name: 'U+202E RIGHT-TO-LEFT OVERRIDE' }),
);
const textOf = (segments: readonly Segment[]) => segments.map(({ text }) => text).join('');

describe('cutting runs of text', () => {
  it('keeps everything between the positions, in order', () => {
    fc.assert(
      fc.property(fc.array(segment), fc.nat(40), fc.nat(40), (segments, from, size) => {
        const whole = textOf(segments);
        const cut = textOf(cutSegments(segments, from, from + size));
        expect(cut).toContain(whole.slice(from, from + size));
        expect(cut.length).toBeLessThanOrEqual(Math.max(0, Math.min(size, whole.length - from)) + 2);
      }),
    );
  });

  it('never cuts a pair of surrogates', () => {
    expect(textOf(cutSegments([{ text: 'a🦞b' }], 0, 2))).toBe('a🦞');
    expect(textOf(cutSegments([{ text: 'a🦞b' }], 2, 4))).toBe('🦞b');
  });

  it('keeps the names of marked characters', () => {
    const segments = [{ text: 'ab' }, { text: '\u200b', name: 'U+200B' }, { text: 'cd' }];
    expect(cutSegments(segments, 1, 4)).toEqual([
      { text: 'b' },
      { text: '\u200b', name: 'U+200B' },
      { text: 'c' },
    ]);
    expect(lengthOf(segments)).toBe(5);
  });
});

import fc from 'fast-check';
import { field, printable } from './printable.js';

describe('printable', () => {
  it('leaves only printable ASCII and line feeds, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).toMatch(/^[\n -~]*$/);
        expect(field(text)).toMatch(/^[ -~]*$/);
        expect(field(text).length).toBeLessThanOrEqual(203);
      }),
      { numRuns: 2_000, seed: 1 },
    );
  });

  it('shows what it took out', () => {
    expect(printable('a\x1b[31mred\u202e\u{1f600}\x9b\r\ud800')).toBe(
      'a\\u{1b}[31mred\\u{202e}\\u{1f600}\\u{9b}\\u{d}\\u{d800}',
    );
  });
});

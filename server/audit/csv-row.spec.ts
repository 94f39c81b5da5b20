import fc from 'fast-check';
import { csvCell } from './csv-row.js';

/** Reads RFC 4180 records, strictly: every cell quoted. */
function parseCsv(text: string): string[][] {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((record) =>
      [...record.matchAll(/(?:^|,)"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!.replaceAll('""', '"')),
    );
}

describe('a CSV cell', () => {
  it.each([
    ['=cmd|calc!A1', `"'=cmd|calc!A1"`],
    ['+1', `"'+1"`],
    ['-1+1', `"'-1+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\\u{9}=1"`],
    ['\r=1', `"'\\u{d}=1"`],
    ['  =1', `"'  =1"`],
    ['\uFF1D1', `"'\uFF1D1"`],
    ['say "hi", then', `"say ""hi"", then"`],
    ['a\r\nb', '"a\\u{d}\\u{a}b"'],
    ['\u202Etxt', '"\\u{202e}txt"'],
    [null, '""'],
    [7, '"7"'],
  ])('%j becomes %s', (value, cell) => expect(csvCell(value)).toBe(cell));

  it('is one line of text that no spreadsheet takes for a formula, whatever it holds', () => {
    const hostile = fc
      .tuple(
        fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', '\0', ' ', '\u2028', '\uFEFF', ''),
        fc.string({ unit: 'binary' }),
      )
      .map(([first, rest]) => first + rest);
    fc.assert(
      fc.property(hostile, (text) => {
        const cell = csvCell(text);
        const [[read]] = parseCsv(`${cell}\r\n`) as [[string]];
        expect(cell).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(read).not.toMatch(/^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/);
      }),
      { numRuns: 1000 },
    );
  });
});

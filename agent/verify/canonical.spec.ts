import fc from 'fast-check';
import { canonical, type Json } from './canonical.js';
import { isCanonicalText } from './canonical-text.js';

describe('canonical JSON', () => {
  it.each<[string, string | undefined]>([
    ['{"b":1,"a":[true,null,"x"]}', '{"a":[true,null,"x"],"b":1}'],
    [
      '{"\\u20ac":1,"\\r":2,"1":3,"\\ud83d\\ude02":4,"\\ufb33":5}',
      '{"\\r":2,"1":3,"€":1,"\u{1f602}":4,"\ufb33":5}',
    ],
    ['[333333333.33333329,1E30,4.50,2e-3,1e-27,-0,0]', '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,0]'],
    ['"\\u000f\\u000a\\u0042\\u005c\\/\\u007f"', '"\\u000f\\nB\\\\/\u007f"'],
    ['{"":{"__proto__":1}}', '{"":{"__proto__":1}}'],
    ['9007199254740993', undefined],
    ['-9007199254740992', undefined],
    ['[1e999]', undefined],
    ['"\\ud800"', undefined],
    ['{"\\udc00":1}', undefined],
    [`${'['.repeat(200)}${']'.repeat(200)}`, `${'['.repeat(200)}${']'.repeat(200)}`],
    [`${'['.repeat(201)}${']'.repeat(201)}`, undefined],
  ])('writes %s as %s', (text, expected) => {
    expect(canonical(JSON.parse(text) as Json)).toBe(expected);
    if (expected !== undefined && !/"[^"]*\\[^"]*":/.test(expected))
      expect(isCanonicalText(expected)).toBe(true);
    if (text !== expected) expect(isCanonicalText(text)).toBe(false);
  });

  it('knows canonical text at sight: never wrongly, and always but for escapes in names', () => {
    let known = 0;
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('', '"', '\\', ',', ':', '{', '}', '[', ']', '0', '-', '.', 'e', ' ', 'é'),
    );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.option(edit), (value, change) => {
        const text = canonical(value as Json);
        fc.pre(text !== undefined);
        if (change === null) {
          expect(isCanonicalText(text!) || /"[^"]*\\.*":/s.test(text!)).toBe(true);
          return;
        }
        const [spot, insert] = change;
        const at = spot % text!.length;
        const edited = text!.slice(0, at) + insert + text!.slice(at + (spot % 2));
        if (!isCanonicalText(edited)) return;
        known++;
        expect(canonical(JSON.parse(edited) as Json)).toBe(edited);
      }),
      { numRuns: 20_000, seed: 8785 },
    );
    expect(known).toBeGreaterThan(100);
  });
});

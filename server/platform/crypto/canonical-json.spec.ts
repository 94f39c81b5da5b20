import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { CanonicalJsonError, canonicalize, canonicalNumber } from './canonical-json.js';

/** The six cases of the test data published with RFC 8785: input text and expected canonical text. */
const PUBLISHED: [name: string, input: string, output: string][] = [
  [
    'arrays',
    '[\n  56,\n  {\n    "d": true,\n    "10": null,\n    "1": [ ]\n  }\n]',
    '[56,{"1":[],"10":null,"d":true}]',
  ],
  [
    'french',
    '{"peach":"This sorting order","péché":"is wrong according to French",\n"pêche":"but canonicalization MUST","sin":"ignore locale"}',
    '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  ],
  [
    'structures',
    '{"1":{"f":{"f":"hi","F":5},"\\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}',
    '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
  ],
  ['unicode', '{"Unnormalized Unicode":"A\\u030a"}', '{"Unnormalized Unicode":"A\u030a"}'],
  [
    'values',
    '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ],
  [
    'weird',
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\u000a":"Newline","1":"One","\\u0080":"Control\\u007f",' +
      '"\\ud83d\\ude02":"Smiley","\\u00f6":"Latin Small Letter O With Diaeresis",' +
      '"\\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}',
    '{"\\n":"Newline","\\r":"Carriage Return","1":"One","</script>":"Browser Challenge","\u0080":"Control\u007f",' +
      '"ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","\ud83d\ude02":"Smiley",' +
      '"\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  ],
];

/** RFC 8785 appendix B: IEEE-754 bits and the expected text. */
const APPENDIX_B: [bits: string, text: string][] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

describe('canonical JSON (RFC 8785)', () => {
  it.each(PUBLISHED)('writes the published case %s', (_name, input, output) => {
    expect(canonicalize(JSON.parse(input))).toBe(output);
  });

  it.each(APPENDIX_B)('writes the number %s as %s', (bits, text) => {
    expect(canonicalNumber(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it('orders names by UTF-16 code units, not by code points', () => {
    expect(canonicalize({ '\ufb33': 1, '\u{1f602}': 2 })).toBe('{"\u{1f602}":2,"\ufb33":1}');
  });

  it.each<[unknown, string]>([
    [NaN, 'NaN is not a JSON number at the root'],
    [{ a: [1, Infinity] }, 'Infinity is not a JSON number at /a/1'],
    [{ 'a/b~': undefined }, 'a value of type undefined is not JSON at /a~1b~0'],
    [new Array(1), 'a value of type undefined is not JSON at /0'],
    [{ a: 'x\ud800' }, 'a string holds a lone surrogate at /a'],
    [{ '\udc00': 1 }, 'a string holds a lone surrogate at /\udc00'],
    [2 ** 53, 'the integer 9007199254740992 is beyond'],
    [-(2 ** 60), 'the integer -1152921504606847000 is beyond'],
    [10n, 'a value of type bigint is not JSON'],
    [new Date(0), 'an object is not a plain one'],
    [new Map(), 'an object is not a plain one'],
    [() => 1, 'a value of type function is not JSON'],
  ])('refuses %p', (value, message) => {
    expect(() => canonicalize(value)).toThrow(CanonicalJsonError);
    expect(() => canonicalize(value)).toThrow(message);
  });

  it('never calls toJSON', () => {
    expect(() => canonicalize({ toJSON: () => 'hidden' })).toThrow('type function');
  });

  it('accepts depth 200 and refuses depth 201 and cycles', () => {
    expect(canonicalize(nested(200))).toBe('['.repeat(200) + ']'.repeat(200));
    expect(() => canonicalize(nested(201))).toThrow('deeper than 200');
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    expect(() => canonicalize(cyclic)).toThrow('deeper than 200');
  });

  it('is a fixed point that loses nothing, whatever the order of names', () => {
    fc.assert(
      fc.property(ijson(), (value) => {
        const text = canonicalize(value);
        expect(canonicalize(JSON.parse(text))).toBe(text);
        expect(canonicalize(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2_000, seed: 8785 },
    );
  });

  it('writes 1,000,000 deterministic doubles in the one shortest form', () => {
    let checked = 0;
    for (const value of doubles('clawbutler/jcs', 1_000_000)) {
      const text = canonicalNumber(value);
      const problem = problemWith(value, text);
      if (problem !== null) throw new Error(`${value}: ${text}: ${problem}`);
      checked++;
    }
    expect(checked).toBe(1_000_000);
  }, 60_000);
});

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

function ijson(): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e15, max: 9e15 }),
  );
  return fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('node'), { maxLength: 5 }),
      fc.dictionary(fc.string({ unit: 'binary' }), tie('node'), { maxKeys: 6, noNullPrototype: true }),
    ),
  })).node;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([name, item]) => [name, reversed(item)]));
}

/** Finite doubles with uniformly random bits: SHA-256 of a label and a counter, four doubles a digest. */
function* doubles(label: string, count: number): Generator<number> {
  for (let block = 0, made = 0; made < count; block++) {
    const digest = createHash('sha256').update(`${label}/${block}`).digest();
    for (let offset = 0; offset < 32 && made < count; offset += 8) {
      const value = digest.readDoubleBE(offset);
      if (!Number.isFinite(value)) continue;
      made++;
      yield value;
    }
  }
}

/** Checks a number's text against the rules themselves: round trip, fewest digits, closest, and ECMAScript layout. */
function problemWith(value: number, text: string): string | null {
  if (Number(text) !== value) return 'does not read back';
  const { sign, digits, point } = parts(text);
  if (digits.length > 1 && Number(value.toPrecision(digits.length - 1)) === value)
    return 'has digits to spare';
  if (Number(value.toPrecision(digits.length)) === value && !isClosest(value, digits))
    return 'is not the closest';
  return text === sign + layout(digits, point) ? null : `should be laid out ${layout(digits, point)}`;
}

/** A number's significant digits, and where the point is: the value is 0.DIGITS x 10^point. */
function parts(text: string): { sign: string; digits: string; point: number } {
  const found = /^(?<sign>-?)(?<whole>\d+)(?:\.(?<fraction>\d+))?(?:e(?<exponent>[+-]\d+))?$/.exec(
    text,
  )?.groups;
  const whole = found?.['whole'] ?? '';
  const all = whole + (found?.['fraction'] ?? '');
  const padded = all.replace(/^0+/, '');
  const point = whole.length + Number(found?.['exponent'] ?? 0) - (all.length - padded.length);
  return { sign: found?.['sign'] ?? '', digits: padded.replace(/0+$/, ''), point };
}

/** Whether no other decimal of as many digits is nearer; an exact tie goes to the even digit. */
function isClosest(value: number, digits: string): boolean {
  const places = digits.length - 1;
  const significand = (extra: number) => value.toExponential(places + extra).replace(/[-.]|e.*$/g, '');
  if (significand(0) === digits) return true;
  return /^50*$/.test(significand(60).slice(digits.length)) && Number(digits.at(-1)) % 2 === 0;
}

function layout(digits: string, point: number): string {
  const count = digits.length;
  if (count <= point && point <= 21) return digits + '0'.repeat(point - count);
  if (0 < point && point <= 21) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  if (-6 < point && point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const power = point - 1;
  const exponent = `e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  return count === 1 ? digits + exponent : `${digits[0]}.${digits.slice(1)}${exponent}`;
}

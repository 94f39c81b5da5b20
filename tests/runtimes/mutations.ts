/** A repeatable source of numbers from 0 up to a bound (mulberry32). */
export function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

type Random = (bound: number) => number;

const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  9_007_199_254_740_993,
  '',
  '\ud800',
  'a\0b',
  '__proto__',
  'constructor',
  '+275760-09-13T00:00:00.001Z',
  'x'.repeat(5_000),
  [],
  [[[[[]]]]],
  {},
  { type: 'text' },
  [{ type: 'tool_result', tool_use_id: '__proto__', content: [{ type: 'text', text: 7 }] }],
];

/** The line with something about it changed: a value of another kind, another name, or bytes that are no JSON. */
export function mutated(line: Buffer, random: Random): Buffer {
  return random(3) === 0 ? damaged(line, random) : distorted(line, random);
}

function damaged(line: Buffer, random: Random): Buffer {
  const at = random(line.length);
  const cut = random(Math.min(50, line.length - at) + 1);
  const noise = Buffer.from(Array.from({ length: random(8) }, () => random(256))).filter(
    (byte) => byte !== 10,
  );
  return Buffer.concat([line.subarray(0, at), noise, line.subarray(at + cut)]);
}

function distorted(line: Buffer, random: Random): Buffer {
  const value = JSON.parse(line.toString()) as unknown;
  for (let times = 1 + random(3); times > 0; times--) distort(value, random);
  return Buffer.from(JSON.stringify(value));
}

/** Walks down at random and changes what it comes to. */
function distort(value: unknown, random: Random): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields);
  const name = names[random(names.length || 1)];
  if (name === undefined) return;
  const inner = fields[name];
  if (typeof inner === 'object' && inner !== null && random(4) > 0) return distort(inner, random);
  if (random(5) === 0) delete fields[name];
  else fields[name] = ODD[random(ODD.length)];
}

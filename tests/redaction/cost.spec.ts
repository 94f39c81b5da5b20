import { AnchorScan } from '../../agent/content/redaction/anchor-scan.js';
import { redact } from '../../agent/content/redaction/redact.js';
import { RULES } from '../../agent/content/redaction/rules.js';

const megabyte = 1_000_000;
const filled = (unit: string) => unit.repeat(Math.ceil(megabyte / unit.length)).slice(0, megabyte);

/** The processor's milliseconds for this; taken again when it is too much, as other programs of the machine are not ours. */
function cost(run: () => void, enough: number): number {
  let least = Infinity;
  for (let attempt = 0; attempt < 4 && least >= enough; attempt++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

/** Texts that make a careless expression try everything: beginnings without end, and almost-ends. */
function adversarial(anchor: string): string[] {
  const fillers = ['0', 'aA0_-', 'a.', ' ', '\\', ': "'];
  return [
    filled(anchor),
    filled(`${anchor} `),
    filled(`${anchor}="`),
    ...fillers.map((filler) => `${anchor}${filled(filler)}`),
    ...fillers.map((filler) => filled(`${anchor}${filler.repeat(40)}`)),
  ];
}

describe('cost of redaction', () => {
  it.each(RULES.map((rule, index) => [`${rule.kind} ${index}`, rule] as const))(
    'has a bound on hostile text: %s',
    (_name, rule) => {
      const scan = new AnchorScan([rule]);
      for (const text of adversarial(rule.anchors[0] as string)) {
        expect(cost(() => void scan.scan(text), 100)).toBeLessThan(100);
      }
    },
  );

  it.each([
    '\x1b[',
    '\x1b]',
    '\\u00',
    '%4',
    '&#x',
    '"\n"',
    '" + "',
    'a\n',
    'aaaa \n',
    'abcd" .\\\n',
    '\\\\',
    'eyJ',
    'a1B2',
    '0f',
  ])('has a bound on hostile encodings: %j', (unit) => {
    const text = filled(unit);
    expect(cost(() => void redact(text), 2_000)).toBeLessThan(2_000);
  });
});

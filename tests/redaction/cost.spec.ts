import { AnchorScan } from '../../agent/content/redaction/anchor-scan.js';
import { redact } from '../../agent/content/redaction/redact.js';
import { RULES } from '../../agent/content/redaction/rules.js';
import { adversarial, filled } from './adversarial-text.js';

/**
 * Milliseconds for one megabyte that only an expression which tries everything needs: those take minutes. How fast
 * redaction is, is measured by `npm run bench -- redaction`.
 */
const catastrophe = 5_000;

function took(run: () => void): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

describe('redaction of hostile text', () => {
  it.each(RULES.map((rule, index) => [`${rule.kind} ${index}`, rule] as const))(
    'has a bound: %s',
    (_name, rule) => {
      const scan = new AnchorScan([rule]);
      for (const text of adversarial(rule.anchors[0] as string))
        expect(took(() => void scan.scan(text))).toBeLessThan(catastrophe);
    },
    60_000,
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
  ])(
    'has a bound on hostile encodings: %j',
    (unit) => {
      const text = filled(unit);
      expect(took(() => void redact(text))).toBeLessThan(4 * catastrophe);
    },
    60_000,
  );
});

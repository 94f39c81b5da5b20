import fc from 'fast-check';
import { cut, keptContent, keptTitle, longestText } from './content-policy.rules.js';
import { redactedBy } from './secret-shapes.rules.js';

const content = (text: string | null, textLength = text?.length ?? 0) => ({
  ...{ text, textLength, withheld: false, redactions: 0 },
});

describe('content under METADATA', () => {
  it('is how long it was', () => {
    expect(keptContent('METADATA', content('hello'))).toEqual({
      ...{ text: null, textLength: 5, withheld: true, redactions: 0 },
    });
    expect(keptContent('METADATA', content(null)).withheld).toBe(false);
    expect(keptContent('METADATA', content(null, 7)).withheld).toBe(true);
    expect(keptTitle('METADATA', 'Fix it')).toBeNull();
  });
});

describe('a text that is kept', () => {
  it('never grows past its bound, and never ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(3000), (seed, times) => {
        const kept = keptContent('REDACTED', content(seed.repeat(1 + times)));
        expect(kept.text!.length).toBeLessThanOrEqual(longestText);
        expect(kept.textLength).toBeGreaterThanOrEqual(kept.text!.length > 0 ? 1 : 0);
      }),
      { numRuns: 60 },
    );
    expect(cut('ab😀', 3)).toBe('ab');
    expect(cut('ab😀', 4)).toBe('ab😀');
  });
});

const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXk\n'.repeat(20)}-----END OPENSSH PRIVATE KEY-----`;

describe('a known secret', () => {
  it.each([
    [`cat ${key} > id`, 'cat [private key] > id'],
    [`cut off ${key.slice(0, 200)}`, 'cut off [private key]'],
    [`use sk-ant-api03-${'a'.repeat(40)} now`, 'use [API key] now'],
    ['AKIAIOSFODNN7EXAMPLE', '[AWS key]'],
    [`ghp_${'a1'.repeat(18)}!`, '[GitHub token]!'],
    [`glpat-${'a'.repeat(20)}`, '[GitLab token]'],
    [`eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(20)}.${'b'.repeat(20)}`, '[JSON web token]'],
    [`curl -H "Authorization: Bearer ${'x'.repeat(30)}"`, 'curl -H "Authorization: [bearer token]"'],
  ])('is replaced by its kind under every policy: %s', (text, expected) => {
    for (const policy of ['REDACTED', 'FULL'] as const) expect(redactedBy(policy, text).text).toBe(expected);
  });

  it.each([
    ['DB_PASSWORD=correct-horse', 'DB_PASSWORD=[secret]'],
    ['{"api_key": "abcdef123456"}', '{"api_key": "[secret]"}'],
    ['postgres://app:hunter2@db/x', 'postgres://app:[secret]@db/x'],
  ])('by its name is replaced under REDACTED only: %s', (text, expected) => {
    expect(redactedBy('REDACTED', text)).toEqual({ text: expected, count: 1 });
    expect(redactedBy('FULL', text)).toEqual({ text, count: 0 });
  });

  it.each([
    'max_tokens: 4096000',
    'the token bucket',
    'password: ',
    'https://example.org:8080/a@b',
    'sk-learn',
    'Bearer me',
  ])('is not: %s', (text) => expect(redactedBy('REDACTED', text).text).toBe(text));

  it('that was replaced stays so, and hostile texts take linear time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(key, 'password=abcdefgh ', 'Bearer ', 'sk-', 'a'.repeat(40), '\n')),
        (parts) => {
          const once = redactedBy('REDACTED', parts.join('')).text;
          expect(redactedBy('REDACTED', once).text).toBe(once);
        },
      ),
    );
    const started = performance.now();
    for (const part of ['-----BEGIN PRIVATE KEY-----', 'eyJaaaaaaaaaa.', 'password=', 'a://', 'sk-proj-'])
      redactedBy('REDACTED', part.repeat(65_536 / part.length));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

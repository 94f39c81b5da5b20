import fc from 'fast-check';
import { normalizeEmail, problemOfEmail, problemOfName, problemOfPassword } from './text-rules.js';

describe('an e-mail address', () => {
  it.each([
    'a@b',
    'anna@example.org',
    'ünïcode@exämple.org',
    "o'hara+x@a-b.example",
    `${'a'.repeat(64)}@b.org`,
  ])('may be %s', (address) => expect(problemOfEmail(address)).toBeNull());

  it.each([
    ['nothing', ''],
    ['no text', null],
    ['no domain', 'anna@'],
    ['no name', '@example.org'],
    ['two at signs', 'a@b@c.org'],
    ['a space', 'an na@example.org'],
    ['a line break', 'anna@example.org\nbcc:x@y.org'],
    ['a list', 'a@b.org,c@d.org'],
    ['a display name', 'Anna <anna@example.org>'],
    ['an empty label', 'anna@example..org'],
    ['a hyphen at an end', 'anna@-example.org'],
    ['an invisible character', 'an\u200bna@example.org'],
    ['too long a local part', `${'a'.repeat(65)}@b.org`],
    ['255 characters', `a@${'b.'.repeat(126)}b`],
  ])('is refused with %s', (_what, address) => expect(problemOfEmail(address)).toEqual(expect.any(String)));

  it('has one spelling', () => {
    expect(normalizeEmail('  ANNA@Ｅxample.ORG ')).toBe('anna@example.org');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalizeEmail(normalizeEmail(text))).toBe(normalizeEmail(text));
      }),
    );
  });

  it('is judged in linear time', () => {
    const started = performance.now();
    problemOfEmail(`a@${'a-'.repeat(120)}!`);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('a name', () => {
  it.each(['A', 'Zoë 王 👩‍💻', 'x'.repeat(80)])('may be %s', (name) => expect(problemOfName(name)).toBeNull());

  it.each(['', null, 'x'.repeat(81), 'a\nb', 'a\u0000b', 'a\u202eb', 'a\u2028b', '\ud800'])(
    'may not be %j',
    (name) => expect(problemOfName(name)).toEqual(expect.any(String)),
  );
});

describe('a password', () => {
  it.each(['x'.repeat(12), 'x'.repeat(256), '👩'.repeat(12), '            '])('may be %j', (password) =>
    expect(problemOfPassword(password)).toBeNull(),
  );

  it.each(['', null, 'x'.repeat(11), 'x'.repeat(257), '👩'.repeat(11), `${'x'.repeat(12)}\ud800`])(
    'may not be %j',
    (password) => expect(problemOfPassword(password)).toEqual(expect.any(String)),
  );
});

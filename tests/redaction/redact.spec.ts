import fc from 'fast-check';
import { redact } from '../../agent/content/redaction/redact.js';
import { Dice } from './dice.js';
import { STRUCTURED } from './secret-forms.js';

const dice = new Dice(7);
const token = () => `gh${'p_'}${dice.alnum(36)}`;

describe('redaction', () => {
  it('says what was there and keeps the rest', () => {
    expect(redact(`a ${token()} b ${token()} c`)).toEqual({
      text: 'a [redacted:github-token] b [redacted:github-token] c',
      count: 2,
    });
    expect(redact(`postgres://app:${dice.alnum(12)}@db.internal/app`).text).toBe(
      'postgres://app:[redacted:url-password]@db.internal/app',
    );
    expect(redact(`Authorization: Bearer ${dice.alnum(40)}`).text).toBe(
      'Authorization: Bearer [redacted:authorization]',
    );
  });

  it.each([
    'password = getPassword(user)',
    'const token: string = readToken();',
    'tokens: 128000, max_tokens=4096',
    'password: "********", secret: ${SECRET}, api_key=<your-key>, API_KEY=changeme',
    'https://user:password@example.com and postgres://postgres:postgres@localhost/test',
    'commit 5f2c9c1d7a0b4e8f9a1b2c3d4e5f60718293a4b5 by dev, sha512-kq3aTgcB9fW8Zb2',
    'The session key idea: rotate it every week.',
    'import { Token } from "./token-reader.js";',
  ])('leaves alone: %s', (text) => {
    expect(redact(text)).toEqual({ text, count: 0 });
  });

  it('knows only secrets with a form of their own when asked for those', () => {
    const text = `DB_PASSWORD=${dice.alnum(24)} ${token()}`;
    expect(redact(text, 'structured')).toMatchObject({ count: 1 });
    expect(redact(text, 'all')).toMatchObject({ count: 2 });
  });

  it('sees a secret that reaches over the cut, and gives nothing back from beyond it', () => {
    const secret = token();
    expect(redact(`${'x '.repeat(40)}${secret} tail`, 'all', 90)).toEqual({
      text: `${'x '.repeat(40)}[redacted:github-token]`,
      count: 1,
    });
    expect(redact(`${'x '.repeat(40)}${secret} tail`, 'all', 80)).toEqual({
      text: 'x '.repeat(40),
      count: 0,
    });
  });

  it('changes nothing the second time', () => {
    for (const { roll } of STRUCTURED) {
      const once = redact(`token: "${roll(dice)}" and password=${dice.alnum(20)}`).text;
      expect(redact(once)).toEqual({ text: once, count: 0 });
    }
  });

  it('copes with any text, and keeps it when there is nothing in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { text: after, count } = redact(text);
        expect(count > 0 || after === text).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

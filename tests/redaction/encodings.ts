/** One way in which a text with a secret in it comes along. `pieces` are what must not be read any more. */
export interface Encoding {
  readonly name: string;
  write(carrier: (secret: string) => string, secret: string): { text: string; pieces: readonly string[] };
}

const percentAll = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
const unicodeAll = (text: string) =>
  [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const quoted = (text: string) => JSON.stringify(text);

/** The whole text in another form; the secret's own part of it is `own`. */
const whole = (name: string, encode: (text: string) => string, own = encode): Encoding => ({
  name,
  write: (carrier, secret) => ({ text: encode(carrier(secret)), pieces: [own(secret)] }),
});

/** The secret alone in another form. */
const within = (
  name: string,
  encode: (secret: string) => string,
  pieces: (secret: string) => string[],
): Encoding => ({
  name,
  write: (carrier, secret) => ({ text: carrier(encode(secret)), pieces: pieces(secret) }),
});

const chunks = (text: string, size: number): string[] => {
  const found: string[] = [];
  // No last piece of a few characters: lines are not broken like that.
  for (let at = 0; at < text.length;) {
    const end = text.length - at < size + 8 ? text.length : at + size;
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
};
const lines = (secret: string) =>
  chunks(secret.replaceAll('\n', ''), Math.max(12, Math.ceil(secret.length / 3)));
/** Line breaks of a key's own stay line breaks. */
const broken = (glue: string) => (secret: string) =>
  secret.includes('\n') ? secret : lines(secret).join(glue);
const brokenPieces = (secret: string) =>
  secret.includes('\n') ? secret.split('\n').slice(1, -1) : lines(secret);

export const ENCODINGS: readonly Encoding[] = [
  whole('plain', (text) => text),
  whole(
    'JSON',
    (text) => quoted(text),
    (secret) => quoted(secret).slice(1, -1),
  ),
  whole(
    'JSON within JSON',
    (text) => quoted(quoted(text)),
    (secret) => quoted(quoted(secret).slice(1, -1)).slice(1, -1),
  ),
  whole('percent-encoded', encodeURIComponent),
  whole('percent-encoded throughout', percentAll),
  whole(
    'base64',
    (text) => Buffer.from(text).toString('base64'),
    (secret) => secret,
  ),
  {
    name: 'base64url behind a word',
    write: (carrier, secret) => {
      const encoded = Buffer.from(carrier(secret)).toString('base64url');
      return { text: `GET /state/${encoded}?page=2`, pieces: [encoded.slice(4, -4)] };
    },
  },
  {
    name: 'base64 in lines',
    write: (carrier, secret) => {
      const pieces =
        Buffer.from(carrier(secret))
          .toString('base64')
          .match(/.{1,76}/g) ?? [];
      return {
        text: `Content: \n${pieces.join('\n')}\n\nThat was it.`,
        pieces: pieces.filter((piece) => piece.length > 20),
      };
    },
  },
  whole(
    'hexadecimal',
    (text) => Buffer.from(text).toString('hex'),
    (secret) => Buffer.from(secret).toString('hex'),
  ),
  within('broken over lines', broken('\n'), brokenPieces),
  within('broken over indented lines', broken('\\\n    '), brokenPieces),
  within('joined strings', broken('" +\n      "'), brokenPieces),
  within(
    'coloured',
    (secret) => chunks(secret, 8).join('\x1b[0m\x1b[1;31m'),
    (secret) => chunks(secret, 8),
  ),
  whole('unicode escapes', unicodeAll),
  within(
    'invisible characters',
    (secret) => chunks(secret, 8).join('\u200b'),
    (secret) => chunks(secret, 8),
  ),
];

const emailMax = 254;
const nameMax = 80;
const passwordMin = 12;
const passwordMax = 256;

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const email = new RegExp(`^[^\\s@"(),:;<>\\[\\]\\\\\\p{C}]{1,64}@${label}(?:\\.${label})*$`, 'u');
/** Control characters, lone surrogates, line separators, and the marks that reorder text. */
const unsafeInName = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The one spelling of an address under which an account is found. */
export function normalizeEmail(text: string): string {
  // Far too long is refused anyway; normalising it could grow it 18-fold.
  return text.length > emailMax * 4 ? text : text.normalize('NFKC').trim().toLowerCase();
}

/** @param value a normalised address. @returns what is wrong with it, in words, or null. */
export function problemOfEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return 'Say an e-mail address.';
  if (value.length > emailMax) return `An e-mail address has at most ${emailMax} characters.`;
  return email.test(value) ? null : 'That is not an e-mail address.';
}

/** @param value a trimmed name. @returns what is wrong with it, in words, or null. */
export function problemOfName(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return 'Say a name.';
  if (value.length > nameMax * 4 || [...value].length > nameMax)
    return `A name has at most ${nameMax} characters.`;
  return unsafeInName.test(value) ? 'A name is one line, without control or direction characters.' : null;
}

/** Length is the only rule, counted in characters after NFKC (ASVS 5.0, section 6.2). */
export function problemOfPassword(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return 'Say a password.';
  if (value.length > passwordMax * 4) return `A password has at most ${passwordMax} characters.`;
  if (/\p{Cs}/u.test(value)) return 'That is not valid text.';
  const length = [...value.normalize('NFKC')].length;
  if (length < passwordMin) return `A password has at least ${passwordMin} characters.`;
  return length > passwordMax ? `A password has at most ${passwordMax} characters.` : null;
}

import { createHash, randomInt } from 'node:crypto';

/** 32 signs that nobody mistakes for one another. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const shape = new RegExp(`^[${signs}]{10}$`);

/** A code people read and type: 50 bits, in two groups of five. */
export function newUserCode(): string {
  const code = Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code in what somebody typed, whatever the case, spaces and dashes; null when it cannot be one. */
export function readUserCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  return shape.test(code) ? code : null;
}

/** What is stored of a code. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}

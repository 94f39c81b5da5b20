/** 0 too short or trivial, 1 weak, 2 fair, 3 good. */
export type Strength = 0 | 1 | 2 | 3;

export const shortestPassword = 12;

const wellKnown = /password|passwort|qwert|asdf|letmein|welcome|admin|clawbutler|123456|abcdef/i;

/** Repeated and neighbouring characters count once: `aaaa1234` has two ideas, not eight. */
function ideas(password: string): number {
  const codes = Array.from(password, (character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length;
}

/**
 * A rough guide while typing. The server decides by length and its own list.
 * @param avoid name and e-mail of the person
 */
export function passwordStrength(password: string, avoid: readonly string[] = []): Strength {
  if (password.length < shortestPassword) return 0;
  const own = avoid.flatMap((word) => word.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length >= 4);
  const predictable = wellKnown.test(password) || own.some((word) => password.toLowerCase().includes(word));
  const worth = ideas(password) - (predictable ? 8 : 0);
  if (worth < 8) return 0;
  if (worth < 12) return 1;
  return worth < 16 ? 2 : 3;
}

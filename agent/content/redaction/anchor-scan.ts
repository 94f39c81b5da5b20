import type { SecretRule } from './secret-rule.js';

/** A secret found in a text: from `start` up to `end`. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
}

/** What is longer and was not accepted is not looked into again, or text made for it would cost its square. */
const longestSeenTwice = 100;

/** Three characters as sixteen bits. Collisions cost time, never a find. */
const mixed = (a: number, b: number, c: number) => ((a << 9) ^ (b << 5) ^ c) & 0xffff;

/** The same three characters in small and capital letters. */
const inAnyCase = (text: string): string[] =>
  [...text].reduce<string[]>(
    (heads, letter) =>
      heads.flatMap((head) =>
        [...new Set([letter.toLowerCase(), letter.toUpperCase()])].map((l) => head + l),
      ),
    [''],
  );

/** Finds where a rule's anchor may stand in one pass over a text, and tries the rule only there. */
export class AnchorScan {
  private readonly marked = new Uint8Array(0x10000);
  private readonly rulesAt: (number[] | undefined)[] = [];

  constructor(private readonly rules: readonly SecretRule[]) {
    rules.forEach((rule, index) => {
      for (const anchor of rule.anchors) {
        const head = anchor.slice(0, 3);
        for (const written of rule.pattern.ignoreCase ? inAnyCase(head) : [head]) this.mark(written, index);
      }
    });
  }

  /** Everything the rules find, in no particular order. */
  scan(text: string): Found[] {
    const found: Found[] = [];
    const done = new Int32Array(this.rules.length);
    let a = text.charCodeAt(0);
    let b = text.charCodeAt(1);
    for (let at = 2; at < text.length; at++) {
      const c = text.charCodeAt(at);
      const mix = mixed(a, b, c);
      if (this.marked[mix] === 1) this.tryAll(text, at - 2, this.rulesAt[mix] ?? [], { found, done });
      a = b;
      b = c;
    }
    return found;
  }

  private mark(head: string, index: number): void {
    const mix = mixed(head.charCodeAt(0), head.charCodeAt(1), head.charCodeAt(2));
    this.marked[mix] = 1;
    const here = (this.rulesAt[mix] ??= []);
    if (!here.includes(index)) here.push(index);
  }

  private tryAll(
    text: string,
    at: number,
    indexes: readonly number[],
    into: { found: Found[]; done: Int32Array },
  ): void {
    for (const index of indexes) {
      // A rule does not look again at what it has seen.
      if (at < (into.done[index] ?? 0)) continue;
      const rule = this.rules[index] as SecretRule;
      const candidate = candidateAt(rule, text, at);
      if (candidate === null) continue;
      const { secret, hit } = candidate;
      const accepted = rule.accepts?.(secret) ?? true;
      if (accepted) into.found.push(hit);
      if (accepted || secret.length > longestSeenTwice) into.done[index] = hit.end;
    }
  }
}

function candidateAt(rule: SecretRule, text: string, at: number): { secret: string; hit: Found } | null {
  rule.pattern.lastIndex = at;
  const match = rule.pattern.exec(text);
  if (match === null) return null;
  const secret = match.groups?.secret ?? match[0];
  // The secret is what a pattern ends with, or the whole of it.
  const start = at + match[0].lastIndexOf(secret) - (rule.before ?? 0);
  const hit = { start, end: start + secret.length + (rule.before ?? 0), kind: rule.kind };
  return { secret, hit };
}

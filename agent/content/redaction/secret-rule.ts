/** How one kind of secret is recognised. */
export interface SecretRule {
  /** Named in the replacement: `[redacted:<kind>]`. */
  readonly kind: string;
  /** Structured secrets have a form of their own and are replaced under every policy; generic ones only look random. */
  readonly structured: boolean;
  /** Literals of at least three characters; `pattern` is tried where their first three stand, and nowhere else. */
  readonly anchors: readonly string[];
  /**
   * Sticky, starting at an anchor. The group `secret` is what is replaced; the whole match when there is none.
   * Every quantifier is bounded, and what may precede an anchor is looked at by a bounded lookbehind: a text of n
   * characters costs at most a constant times n.
   */
  readonly pattern: RegExp;
  /** Characters before the anchor that belong to the secret; the pattern has looked at them. */
  readonly before?: number;
  /** The last word on a candidate. */
  readonly accepts?: (secret: string) => boolean;
}

const escaped = (literal: string) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A token that begins with one of these prefixes and goes on with `body` (the source of a regular expression). */
export function prefixed(kind: string, prefixes: readonly string[], body: string): SecretRule {
  const heads = prefixes.map(escaped).join('|');
  return {
    kind,
    structured: true,
    anchors: prefixes,
    pattern: new RegExp(`(?<![A-Za-z0-9])(?:${heads})${body}`, 'y'),
  };
}

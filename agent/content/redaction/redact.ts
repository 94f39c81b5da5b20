import { AnchorScan, type Found } from './anchor-scan.js';
import { decoded } from './decode.js';
import { scanEncodedRuns } from './encoded-runs.js';
import { glued } from './glue.js';
import { RULES } from './rules.js';
import { plainView, sourceRange, type View } from './view.js';

/** Which secrets are looked for: `structured` have a form of their own, `all` adds what only looks like one. */
export type RedactionScope = 'structured' | 'all';

/** A text without its secrets. */
export interface Redacted {
  readonly text: string;
  /** Places that were replaced. */
  readonly count: number;
}

const scans: Readonly<Record<RedactionScope, AnchorScan>> = {
  all: new AnchorScan(RULES),
  structured: new AnchorScan(RULES.filter((rule) => rule.structured)),
};

/**
 * Replaces secrets by `[redacted:<kind>]`: written plainly, escaped, percent-encoded, coloured, in base64 or hexadecimal,
 * or broken over lines. Only the first `limit` characters of the source are given back, but what reaches into them
 * from beyond is seen. Redacting twice changes nothing.
 */
export function redact(text: string, scope: RedactionScope = 'all', limit = text.length): Redacted {
  const ranges = merged(findSecrets(text, scans[scope])).filter((range) => range.start < limit);
  if (ranges.length === 0) return { text: text.slice(0, limit), count: 0 };
  const parts: string[] = [];
  let from = 0;
  for (const range of ranges) {
    parts.push(text.slice(from, range.start), `[redacted:${range.kind}]`);
    from = range.end;
  }
  parts.push(text.slice(from, Math.max(from, limit)));
  return { text: parts.join(''), count: ranges.length };
}

function findSecrets(text: string, scan: AnchorScan): Found[] {
  const plain = plainView(text);
  const read = decoded(plain);
  const whole = glued(read);
  const found: Found[] = [];
  for (const view of new Set([plain, read, whole])) {
    found.push(...inSource(view, scan.scan(view.text)));
  }
  found.push(...inSource(whole, scanEncodedRuns(whole.text, scan)));
  return found;
}

const inSource = (view: View, found: readonly Found[]): Found[] =>
  found.map(({ start, end, kind }) => ({ ...sourceRange(view, start, end), kind }));

/** Ranges that touch each other become one, under the name of the longest. */
function merged(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const ranges: Found[] = [];
  let longest = 0;
  for (const next of sorted) {
    const last = ranges.at(-1);
    if (last === undefined || next.start >= last.end) {
      ranges.push(next);
      longest = next.end - next.start;
      continue;
    }
    const kind = next.end - next.start > longest ? next.kind : last.kind;
    longest = Math.max(longest, next.end - next.start);
    ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, next.end), kind };
  }
  return ranges;
}

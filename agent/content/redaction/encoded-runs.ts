import type { AnchorScan, Found } from './anchor-scan.js';

const shortestBase64 = 24;
const shortestHex = 32;

/** 2 for hexadecimal digits, 1 for the other characters of base64 and base64url, 0 for the rest. */
const kinds = new Uint8Array(128);
for (const character of 'GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz+/_-') kinds[character.charCodeAt(0)] = 1;
for (const character of '0123456789abcdefABCDEF') kinds[character.charCodeAt(0)] = 2;

/** Secrets inside base64 and hexadecimal runs, and in such runs within them. The whole run is what is found. */
export function scanEncodedRuns(text: string, scan: AnchorScan, depth = 2): Found[] {
  if (depth === 0) return [];
  const found: Found[] = [];
  for (const run of runsOf(text)) {
    const kind = kindWithin(text.slice(run.start, run.end), run.hexOnly, { scan, depth });
    if (kind !== null) found.push({ start: run.start, end: pastPadding(text, run.end), kind });
  }
  return found;
}

interface Run {
  start: number;
  end: number;
  hexOnly: boolean;
}

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let start = 0;
  let hexOnly = true;
  // One step past the end, where no character is, closes the last run.
  for (let at = 0; at <= text.length; at++) {
    const kind = kinds[text.charCodeAt(at)] ?? 0;
    if (kind !== 0) {
      if (kind === 1) hexOnly = false;
      continue;
    }
    const length = at - start;
    if (length >= shortestBase64 && (!hexOnly || length >= shortestHex))
      runs.push({ start, end: at, hexOnly });
    start = at + 1;
    hexOnly = true;
  }
  return runs;
}

function pastPadding(text: string, end: number): number {
  let past = end;
  while (past < end + 2 && text[past] === '=') past++;
  return past;
}

function kindWithin(run: string, hexOnly: boolean, how: { scan: AnchorScan; depth: number }): string | null {
  for (const reading of readings(run, hexOnly)) {
    const [first] = how.scan.scan(reading);
    if (first !== undefined) return first.kind;
    const [inner] = scanEncodedRuns(reading, how.scan, how.depth - 1);
    if (inner !== undefined) return inner.kind;
  }
  return null;
}

/** A run may have letters before it that are not part of it, so each beginning is read. */
function* readings(run: string, hexOnly: boolean): Iterable<string> {
  if (hexOnly) {
    for (let shift = 0; shift < 2; shift++) yield Buffer.from(run.slice(shift), 'hex').toString('latin1');
  }
  for (let shift = 0; shift < 4; shift++) yield Buffer.from(run.slice(shift), 'base64').toString('latin1');
}

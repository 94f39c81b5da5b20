type Sign = readonly [pattern: RegExp, words: string];

// The order matters: browsers claim to be their elders, and phones to be computers.
const programs: readonly Sign[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^clawbutler/i, 'ClawButler CLI'],
  [/^(?:node|undici)\b/i, 'Node.js'],
  [/^python/i, 'Python'],
];
const systems: readonly Sign[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const first = (signs: readonly Sign[], text: string): string | undefined =>
  signs.find(([pattern]) => pattern.test(text))?.[1];

/** A session's program and system as its owner would call them: "Chrome on macOS". What programs say of themselves proves nothing. */
export function deviceWords(userAgent: string | null | undefined): string {
  if (!userAgent) return 'Unknown program';
  const program = first(programs, userAgent);
  const system = first(systems, userAgent);
  if (program && system) return `${program} on ${system}`;
  return program ?? system ?? userAgent.slice(0, 40);
}

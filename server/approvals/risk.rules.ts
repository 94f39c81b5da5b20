import { commandRisks } from './command-risks.rules.js';
import type { RiskLevel } from './risk-level.js';
import { hiddenCharacters } from './text-segments.rules.js';

export type { RiskLevel };

export interface RiskReason {
  rule: string;
  level: RiskLevel;
  words: string;
}

export interface RiskSubject {
  kind: string;
  tool: string;
  action: string;
  cwd: string | null;
  severity: string | null;
  warnings: readonly string[];
}

const levels: readonly RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
/** How far into a text rules look; what is longer is raised for its length alone. */
const examined = 128 * 1024;
/** Rules see a text in overlapping windows: some expressions cost the square of the length they see. */
const windowLength = 2048;
const overlap = 512;
const longText = 8 * 1024;

const harmless =
  /^\s*(?:ls|pwd|date|whoami|id|uname|echo|printf|cat|head|tail|wc|which|type|stat|file|du|df|env|true|sleep|uptime|hostname|git\s+(?:status|log|diff|show|branch)|rg|grep|find)\b[^;&|><`$]*$/;

/** Why a request is as risky as it is: every rule that saw something, worst first. Never empty. */
export function assessRisk(subject: RiskSubject): { level: RiskLevel; reasons: RiskReason[] } {
  const reasons = [...hiddenReasons(subject), ...commandReasons(subject), ...gatewayReasons(subject)].sort(
    (a, b) => levels.indexOf(b.level) - levels.indexOf(a.level),
  );
  if (reasons.length === 0) reasons.push(fallback(subject));
  return { level: reasons[0]!.level, reasons };
}

/** Position of a level, for comparing: LOW 0 … CRITICAL 3. */
export function riskRank(level: RiskLevel): number {
  return levels.indexOf(level);
}

function hiddenReasons(subject: RiskSubject): RiskReason[] {
  const found: RiskReason[] = [];
  const hidden = hiddenCharacters(subject.action);
  if (hidden.length > 0) {
    found.push({
      rule: 'hidden-characters',
      level: 'HIGH',
      words: `Holds characters a person cannot see: ${hidden.join(', ')}.`,
    });
  }
  if (subject.action.length > longText) {
    found.push({
      rule: 'very-long',
      level: 'HIGH',
      words: `Is ${subject.action.length} characters long; read it to its end.`,
    });
  }
  return found;
}

function commandReasons(subject: RiskSubject): RiskReason[] {
  if (subject.kind !== 'exec') return [];
  const windows = windowsOf(subject.action.slice(0, examined));
  return commandRisks
    .filter(({ pattern }) => windows.some((text) => pattern.test(text)))
    .map(({ rule, level, words }) => ({ rule, level, words }));
}

function windowsOf(text: string): string[] {
  const windows: string[] = [];
  for (let at = 0; at === 0 || at + overlap < text.length; at += windowLength - overlap) {
    windows.push(text.slice(at, at + windowLength));
  }
  return windows;
}

function gatewayReasons(subject: RiskSubject): RiskReason[] {
  const found: RiskReason[] = subject.warnings.map((words) => ({
    rule: 'gateway-warning',
    level: 'MEDIUM',
    words: `The gateway warns: ${words.slice(0, 300)}`,
  }));
  const severity = subject.severity?.toLowerCase();
  if (severity === 'critical')
    found.push({ rule: 'plugin-severity', level: 'CRITICAL', words: 'The plugin calls it critical.' });
  if (severity === 'warning')
    found.push({ rule: 'plugin-severity', level: 'MEDIUM', words: 'The plugin calls it a warning.' });
  return found;
}

function fallback(subject: RiskSubject): RiskReason {
  if (subject.kind === 'exec' && subject.action.length <= windowLength && harmless.test(subject.action)) {
    return { rule: 'reads-only', level: 'LOW', words: 'A single command known to only read.' };
  }
  if (subject.kind !== 'exec' && subject.severity?.toLowerCase() === 'info') {
    return { rule: 'plugin-severity', level: 'LOW', words: 'The plugin calls it information.' };
  }
  return {
    rule: 'unknown',
    level: 'MEDIUM',
    words: 'No rule knows this action, so it is not taken for harmless.',
  };
}

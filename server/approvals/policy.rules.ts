import type { Role } from '../platform/auth/ctx.js';
import { riskRank, type RiskLevel } from './risk.rules.js';

export type PolicyEffect = 'ALLOW' | 'DENY' | 'REQUIRE_APPROVAL';

/** A rule as data. Conditions are lists and wildcards: nothing in them can loop or run. */
export interface PolicyRule {
  id: string;
  name: string;
  effect: PolicyEffect;
  connectorIds: readonly string[];
  agentIds: readonly string[];
  tools: readonly string[];
  commands: readonly string[];
  cwds: readonly string[];
  minimumRisk: RiskLevel | null;
  maximumRisk: RiskLevel | null;
  requiredRole: Role | null;
  timeoutSeconds: number | null;
}

export interface PolicySubject {
  connectorId: string;
  agentId: string | null;
  tool: string;
  action: string;
  cwd: string | null;
  risk: RiskLevel;
}

export interface PolicyVerdict {
  effect: PolicyEffect;
  rule: PolicyRule | null;
  /** Why, in a sentence. */
  sentence: string;
}

/** What an action longer than this cannot be matched for: it is then only ever held. */
const matchable = 64 * 1024;

/** The verdict of the rules in their order: any matching DENY wins, then the first match, then a person. */
export function evaluate(rules: readonly PolicyRule[], subject: PolicySubject): PolicyVerdict {
  const matching = rules.filter((rule) => matches(rule, subject));
  const denying = matching.find((rule) => rule.effect === 'DENY');
  const rule = denying ?? matching[0] ?? null;
  if (!rule) {
    return { effect: 'REQUIRE_APPROVAL', rule: null, sentence: 'No policy matches, so a person decides.' };
  }
  return { effect: rule.effect, rule, sentence: verdictSentence(rule, subject) };
}

/** Whether all conditions of a rule hold. */
export function matches(rule: PolicyRule, subject: PolicySubject): boolean {
  return (
    among(rule.connectorIds, subject.connectorId) &&
    among(rule.agentIds, subject.agentId) &&
    like(rule.tools, subject.tool) &&
    likeCommand(rule, subject.action) &&
    like(rule.cwds, subject.cwd) &&
    withinRisk(rule, subject.risk)
  );
}

/** The rule in a sentence, with names supplied by the caller. */
export function ruleSentence(
  rule: Omit<PolicyRule, 'id'>,
  names: { connectors: string[]; agents: string[] },
): string {
  const parts = [
    rule.agentIds.length > 0 ? `agent is ${either(names.agents)}` : '',
    rule.connectorIds.length > 0 ? `gateway is ${either(names.connectors)}` : '',
    rule.tools.length > 0 ? `tool is ${either(rule.tools)}` : '',
    rule.commands.length > 0 ? `the action looks like ${either(rule.commands)}` : '',
    rule.cwds.length > 0 ? `the folder looks like ${either(rule.cwds)}` : '',
    riskWords(rule),
  ].filter(Boolean);
  return `${effectWords(rule)} ${parts.length === 0 ? 'whatever is asked' : `when ${parts.join(' and ')}`}.`;
}

/**
 * Whether a pattern with `*` wildcards covers a whole text, in linear time: greedy matching with one backtrack point.
 * Case matters, as it does to a shell.
 */
export function wildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.length && pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

function among(list: readonly string[], id: string | null): boolean {
  return list.length === 0 || (id !== null && list.includes(id));
}

function like(patterns: readonly string[], text: string | null): boolean {
  return patterns.length === 0 || (text !== null && patterns.some((pattern) => wildcard(pattern, text)));
}

/**
 * A rule that allows must cover the command as one: a pattern like `git status*` must not let `git status; rm -rf /`
 * through, so an allowing wildcard does not reach over shell operators, substitutions or new lines.
 */
function likeCommand(rule: PolicyRule, action: string): boolean {
  if (rule.commands.length === 0) return true;
  if (action.length > matchable) return rule.effect === 'DENY' && like(rule.commands, action);
  if (rule.effect !== 'ALLOW') return like(rule.commands, action);
  return rule.commands.some(
    (pattern) => wildcard(pattern, action) && operators(action) <= operators(pattern),
  );
}

function operators(text: string): number {
  return (text.match(/[;&|<>`\n\r]|\$\(|\$\{/g) ?? []).length;
}

function withinRisk(rule: PolicyRule, risk: RiskLevel): boolean {
  const at = riskRank(risk);
  if (rule.minimumRisk !== null && at < riskRank(rule.minimumRisk)) return false;
  return rule.maximumRisk === null || at <= riskRank(rule.maximumRisk);
}

function verdictSentence(rule: PolicyRule, subject: PolicySubject): string {
  const why = [
    rule.commands.length > 0
      ? `the action matches ${quote(rule.commands.find((p) => wildcard(p, subject.action)) ?? rule.commands[0]!)}`
      : '',
    rule.tools.length > 0 ? `the tool is ${quote(subject.tool)}` : '',
    rule.cwds.length > 0 && subject.cwd !== null ? `the folder is ${quote(subject.cwd)}` : '',
    riskWords(rule),
  ].filter(Boolean);
  const because = why.length > 0 ? ` because ${why.join(' and ')}` : '';
  const outcome = {
    ALLOW: 'allowed it at once',
    DENY: 'denied it at once',
    REQUIRE_APPROVAL: rule.requiredRole
      ? `wants a decision by ${roleWords(rule.requiredRole)}`
      : 'wants a person to decide',
  }[rule.effect];
  return `Policy “${rule.name}” ${outcome}${because}.`;
}

function effectWords(rule: Omit<PolicyRule, 'id'>): string {
  if (rule.effect === 'ALLOW') return 'Allow at once';
  if (rule.effect === 'DENY') return 'Deny at once';
  const who = rule.requiredRole ? ` by ${roleWords(rule.requiredRole)}` : '';
  const until = rule.timeoutSeconds ? `, denying after ${rule.timeoutSeconds} s of silence` : '';
  return `Hold for a decision${who}${until}`;
}

function riskWords(rule: Pick<PolicyRule, 'minimumRisk' | 'maximumRisk'>): string {
  const { minimumRisk: low, maximumRisk: high } = rule;
  if (low && high)
    return low === high
      ? `risk is ${low.toLowerCase()}`
      : `risk is ${low.toLowerCase()} to ${high.toLowerCase()}`;
  if (low) return `risk is ${low.toLowerCase()} or more`;
  return high ? `risk is at most ${high.toLowerCase()}` : '';
}

function roleWords(role: Role): string {
  const name = role.toLowerCase();
  return `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name} or above`;
}

function either(list: readonly string[]): string {
  const quoted = list.map(quote);
  return quoted.length < 2 ? (quoted[0] ?? '') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

function quote(text: string): string {
  return `“${text}”`;
}

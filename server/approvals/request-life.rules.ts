import type { GatewayApproval } from '../connectors/openclaw/approval-types.js';
import type { PolicyVerdict } from './policy.rules.js';

const exec30MinutesMs = 30 * 60_000;
/** A gateway's clock is believed this far; a request lives no longer than the gateway ever grants. */
const longestMs = 60 * 60_000;

/** How long a request may wait for a decision from now on, in milliseconds: the gateway's term, or a policy's shorter one. */
export function lifeMs(asked: GatewayApproval, verdict: PolicyVerdict, nowMs: number): number {
  const created = asked.createdAtMs ?? nowMs;
  const whole = asked.expiresAtMs === null ? exec30MinutesMs : asked.expiresAtMs - created;
  // Its age is measured by the two clocks; a gateway whose clock is off does not shorten a fresh request below zero.
  const age = Math.max(0, nowMs - created);
  const left = age < whole ? whole - age : asked.expiresAtMs === null ? whole : Math.min(whole, 5000);
  const byPolicy = verdict.rule?.timeoutSeconds ? verdict.rule.timeoutSeconds * 1000 : longestMs;
  return Math.max(1000, Math.min(left, byPolicy, longestMs));
}

/** What the gateway itself warns of, at most 20 lines. */
export function warningsOf(asked: GatewayApproval): string[] {
  const analysis = asked.commandAnalysis;
  return [asked.warningText, ...(analysis?.warningLines ?? []), ...(analysis?.riskKinds ?? [])]
    .filter((text): text is string => typeof text === 'string' && text !== '')
    .slice(0, 20);
}

import { AppError } from '../platform/errors/app-error.js';
import { expiryMinutes } from './kill-switch.rules.js';
import type { KillScope } from './kill-switch-row.js';

export interface KillInput {
  scope: KillScope;
  targetId?: string | null;
  reason?: string | null;
  expiresInMinutes?: number | null;
}

export interface KillOrder {
  scope: KillScope;
  targetId: string | null;
  reason: string | null;
  minutes: number;
}

const maxReason = 500;
// eslint-disable-next-line no-control-regex -- control characters are exactly what a reason must not hold
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

/** Trims and checks a stop order. @throws AppError INVALID_INPUT naming every wrong field at once. */
export function checkKillInput(input: KillInput): KillOrder {
  const reason = input.reason?.trim() ?? '';
  const minutes = expiryMinutes(input.expiresInMinutes);
  const fields: Record<string, string> = {};
  if ([...reason].length > maxReason) fields.reason = `At most ${maxReason} characters.`;
  else if (unprintable.test(reason)) fields.reason = 'No control or invisible characters.';
  if (minutes === null) fields.expiresInMinutes = 'A whole number of minutes from 1 to 10080.';
  if (Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', undefined, { fields });
  return {
    scope: input.scope,
    targetId: input.targetId ?? null,
    reason: reason === '' ? null : reason,
    minutes: minutes!,
  };
}

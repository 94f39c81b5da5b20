import type { AuditFilter, RiskLevel } from '../../schema/generated/types.js';
import { AppError } from '../platform/errors/app-error.js';

// `organization` is read with the credentials, before the filter.
const names = new Set(['organization', 'text', 'from', 'to', 'types', 'actorId', 'agentId', 'risk']);
const risks = new Set(['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The filters of a download from its query string: the names of `AuditFilter`, with `from` and `to` for the dates.
 * `types` may be repeated or separated by commas.
 * @throws AppError INVALID_INPUT for an unknown name, a repeated value, a bad date or risk.
 */
export function filterOfQuery(query: Record<string, unknown>): AuditFilter {
  const unknown = Object.keys(query).find((name) => !names.has(name));
  if (unknown !== undefined) refuse(unknown.slice(0, 40), 'There is no such filter.');
  const { from, to } = { from: date(query, 'from'), to: date(query, 'to') };
  return {
    text: single(query, 'text'),
    at: from === null && to === null ? null : { from, to },
    types: list(query.types),
    actorId: single(query, 'actorId'),
    agentId: single(query, 'agentId'),
    risk: risk(single(query, 'risk')),
  };
}

function single(query: Record<string, unknown>, name: string): string | null {
  const value = query[name];
  if (value === undefined || value === '') return null;
  return typeof value === 'string' ? value : refuse(name, 'Say it once.');
}

function list(value: unknown): string[] | null {
  const parts = [value].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : []));
  const types = parts.map((part) => part.trim()).filter(Boolean);
  return types.length === 0 ? null : types;
}

function date(query: Record<string, unknown>, name: string): string | null {
  const value = single(query, name);
  if (value === null) return null;
  const sound = rfc3339.test(value) && !Number.isNaN(Date.parse(value));
  return sound ? value : refuse(name, 'A date looks like 2026-11-22T14:05:09Z.');
}

function risk(value: string | null): RiskLevel | null {
  if (value === null || risks.has(value)) return value as RiskLevel | null;
  return refuse('risk', `One of ${[...risks].join(', ')}.`);
}

function refuse(field: string, words: string): never {
  throw new AppError('INVALID_INPUT', 'This filter cannot be read.', { fields: { [field]: words } });
}

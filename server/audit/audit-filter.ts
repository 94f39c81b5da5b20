import type { AuditFilter } from '../../schema/generated/types.js';
import { AppError } from '../platform/errors/app-error.js';

const maxTypes = 50;
const maxText = 200;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A checked filter. `nothing` says that no row can match, so that the database need not be asked. */
export interface CheckedFilter {
  readonly text: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
  /** Exact types and prefixes (`approval.` for `approval.*`); null for every type. */
  readonly types: { readonly exact: readonly string[]; readonly prefixes: readonly string[] } | null;
  readonly actorId: string | null;
  readonly agentId: string | null;
  readonly risk: string | null;
  readonly nothing: boolean;
}

/**
 * Checks what a caller filters by. Ids of other shapes than ours match nothing, like any other unknown id.
 * @throws AppError INVALID_INPUT for a text or a list of types that is too long.
 */
export function checkFilter(filter: AuditFilter | null | undefined): CheckedFilter {
  const given = filter ?? {};
  const { actorId = null, agentId = null, risk = null } = given;
  const text = checkText(given.text);
  const types = checkTypes(given.types);
  return {
    text,
    from: toDate(given.at?.from),
    to: toDate(given.at?.to),
    types: types && splitTypes(types),
    actorId,
    agentId: agentId?.toLowerCase() ?? null,
    risk,
    nothing: unstorable([text, actorId, ...(types ?? [])]) || (agentId !== null && !isUuid(agentId)),
  };
}

/** PostgreSQL stores no U+0000, so nothing holds one. */
function unstorable(words: readonly (string | null)[]): boolean {
  return words.some((word) => word?.includes('\0'));
}

function checkText(given: string | null | undefined): string | null {
  const text = given?.trim() || null;
  if (text !== null && text.length > maxText) refuse('text', `At most ${maxText} characters.`);
  return text;
}

function checkTypes(given: readonly string[] | null | undefined): readonly string[] | null {
  if (given && given.length > maxTypes) refuse('types', `At most ${maxTypes} types.`);
  return given ?? null;
}

/** Whether a text has the shape of our ids, so that PostgreSQL can be asked for it. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

function splitTypes(types: readonly string[]) {
  return {
    exact: types.filter((type) => !type.endsWith('*')),
    prefixes: types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1)),
  };
}

function toDate(value: unknown): Date | null {
  return value === null || value === undefined ? null : new Date(value as string);
}

function refuse(field: string, words: string): never {
  throw new AppError('INVALID_INPUT', 'This filter is too large.', { fields: { [field]: words } });
}

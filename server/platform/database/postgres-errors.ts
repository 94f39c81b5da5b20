import { AppError } from '../errors/app-error.js';
import type { ErrorCode } from '../errors/catalogue.js';

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);
/** What the driver says, without a code, when the server went away under a statement. */
const goneAway = /^Connection terminated|connection error and is not queryable|Client was closed/i;
const retryableCodes = new Set(['40001', '40P01', '55P03']);
/** A unique key that exists, an id of another shape, a text PostgreSQL cannot store, a number beyond its column. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  '23505': 'CONFLICT',
  '22P02': 'NOT_FOUND',
  '22021': 'NOT_FOUND',
  '22003': 'INVALID_INPUT',
};
/** Raised by triggers and grants that protect the log: see the platform migration. */
const auditRelations = new Set(['domain_events', 'event_payloads', 'audit_heads']);

/** Turns what PostgreSQL said into the catalogue's words; anything unknown passes through and becomes INTERNAL. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const fault = driverFault(error);
  const known = isBroken(error) ? 'UNAVAILABLE' : codeOf(fault.code);
  const code = protectsTheLog(fault, error.message) ? 'AUDIT_UNAVAILABLE' : known;
  return code === null ? error : new AppError(code, undefined, { cause: error });
}

/** Whether the connection is gone, rather than the statement wrong. */
export function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = driverFault(error);
  return code === undefined
    ? goneAway.test(error.message)
    : connectionCodes.has(code) || code.startsWith('08');
}

/**
 * Whether the database as a whole fails (gone, full, its log closed) rather than this one piece of work: then trying
 * the next piece is no use.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'UNAVAILABLE' || error.code === 'AUDIT_UNAVAILABLE';
  if (!(error instanceof Error)) return false;
  return isBroken(error) || /^(53|58)/.test(driverFault(error).code ?? '');
}

function protectsTheLog(fault: DriverFault, message: string): boolean {
  if (fault.table !== undefined && auditRelations.has(fault.table)) return true;
  return fault.code === '42501' && /domain_events|event_payloads|audit_heads/.test(message);
}

function codeOf(code: string | undefined): ErrorCode | null {
  if (code === undefined) return null;
  if (retryableCodes.has(code)) return 'UNAVAILABLE';
  return meanings[code] ?? null;
}

interface DriverFault {
  code?: string;
  table?: string;
}

function driverFault(error: Error): DriverFault {
  const driver = (error as { driverError?: unknown }).driverError ?? error;
  const { code, table } = driver as { code?: unknown; table?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    table: typeof table === 'string' ? table : undefined,
  };
}

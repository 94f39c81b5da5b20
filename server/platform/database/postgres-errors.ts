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
const retryableCodes = new Set(['40001', '40P01', '55P03']);
/** A unique key that exists, an id of another shape, a text PostgreSQL cannot store. */
const meanings: Readonly<Record<string, ErrorCode>> = {
  '23505': 'CONFLICT',
  '22P02': 'NOT_FOUND',
  '22021': 'NOT_FOUND',
};
/** Raised by triggers and grants that protect the log: see the platform migration. */
const auditRelations = new Set(['domain_events', 'event_payloads', 'audit_heads']);

/** Turns what PostgreSQL said into the catalogue's words; anything unknown passes through and becomes INTERNAL. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const fault = driverFault(error);
  const code = protectsTheLog(fault, error.message) ? 'AUDIT_UNAVAILABLE' : codeOf(fault.code);
  return code === null ? error : new AppError(code, undefined, { cause: error });
}

function protectsTheLog(fault: DriverFault, message: string): boolean {
  if (fault.table !== undefined && auditRelations.has(fault.table)) return true;
  return fault.code === '42501' && /domain_events|event_payloads|audit_heads/.test(message);
}

function codeOf(code: string | undefined): ErrorCode | null {
  if (code === undefined) return null;
  if (connectionCodes.has(code) || retryableCodes.has(code) || code.startsWith('08')) return 'UNAVAILABLE';
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

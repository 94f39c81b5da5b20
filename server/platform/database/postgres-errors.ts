import { AppError } from '../errors/app-error.js';

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
/** Raised by triggers and grants that protect the log: see the platform migration. */
const auditRelations = new Set(['domain_events', 'event_payloads', 'audit_heads']);

/** Turns what PostgreSQL said into the catalogue's words; anything unknown passes through and becomes INTERNAL. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const fault = driverFault(error);
  if (fault.table !== undefined && auditRelations.has(fault.table)) {
    return new AppError('AUDIT_UNAVAILABLE', undefined, { cause: error });
  }
  if (fault.code === undefined) return error;
  if (fault.code === '42501' && /domain_events|event_payloads|audit_heads/.test(error.message)) {
    return new AppError('AUDIT_UNAVAILABLE', undefined, { cause: error });
  }
  if (connectionCodes.has(fault.code) || retryableCodes.has(fault.code) || fault.code.startsWith('08')) {
    return new AppError('UNAVAILABLE', undefined, { cause: error });
  }
  if (fault.code === '23505') return new AppError('CONFLICT', undefined, { cause: error });
  if (fault.code === '22P02' || fault.code === '22021')
    return new AppError('NOT_FOUND', undefined, { cause: error });
  return error;
}

function driverFault(error: Error): { code?: string; table?: string } {
  const driver = (error as { driverError?: unknown }).driverError ?? error;
  const { code, table } = driver as { code?: unknown; table?: unknown };
  return {
    code: typeof code === 'string' ? code : undefined,
    table: typeof table === 'string' ? table : undefined,
  };
}

import { pino, type Logger } from 'pino';
import { redactDeep, redactText } from './redact.js';

export type LogFields = Record<string, unknown>;

/** JSON lines on standard output: one event a line, secrets replaced, nothing a hostile text could forge. */
export class Log {
  private readonly logger: Logger;

  constructor(level: string, destination?: { write(line: string): void }) {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.logger = destination ? pino(options, destination) : pino(options);
  }

  debug(message: string, fields: LogFields = {}): void {
    this.logger.debug(clean(fields), redactText(message));
  }

  info(message: string, fields: LogFields = {}): void {
    this.logger.info(clean(fields), redactText(message));
  }

  warn(message: string, fields: LogFields = {}): void {
    this.logger.warn(clean(fields), redactText(message));
  }

  error(message: string, fields: LogFields = {}): void {
    this.logger.error(clean(fields), redactText(message));
  }
}

function clean(fields: LogFields): LogFields {
  const plain = Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? describe(value) : value]),
  );
  return redactDeep(plain) as LogFields;
}

function describe(error: Error): LogFields {
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {};
  return { name: error.name, message: error.message, stack: error.stack, ...cause };
}

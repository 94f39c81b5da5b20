import { pino, type Logger } from 'pino';
import { redactDeep, redactText } from './redact.js';

export type LogFields = Record<string, unknown>;

/** JSON lines on standard output: one event a line, secrets replaced, nothing a hostile text could forge. */
export class Log {
  private readonly logger: Logger;

  constructor(level: string, destination?: { write(line: string): unknown }) {
    const out = destination ?? process.stdout;
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    this.logger = pino(options, { write: (line: string) => void out.write(visible(line)) });
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

/** What JSON lets pass and a terminal obeys: 8-bit controls, direction marks, separators. */
const obeyed = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The same JSON with these as escapes: it says what it said, and nothing happens where it is shown. */
function visible(line: string): string {
  return line.replace(obeyed, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
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

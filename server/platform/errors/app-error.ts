import { catalogue, type ErrorCode } from './catalogue.js';

/**
 * The one error of the product: a code of the catalogue, words for the person, and nothing internal.
 * @example throw new AppError('INVALID_INPUT', 'Check the form.', { fields: { name: 'Say a name.' } })
 */
export class AppError extends Error {
  readonly fields?: Readonly<Record<string, string>>;
  readonly retryAfterSeconds?: number;
  /** Tells cases of one code apart, for programs: stable, like the code. */
  readonly reason?: string;

  constructor(
    readonly code: ErrorCode,
    publicText: string = catalogue[code].text,
    extra: {
      fields?: Record<string, string>;
      retryAfterSeconds?: number;
      reason?: string;
      cause?: unknown;
    } = {},
  ) {
    super(publicText, { cause: extra.cause });
    this.name = 'AppError';
    this.fields = extra.fields;
    this.retryAfterSeconds = extra.retryAfterSeconds;
    this.reason = extra.reason;
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  get retryable(): boolean {
    return catalogue[this.code].retryable;
  }
}

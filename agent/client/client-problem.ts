/** Why a machine's request came to nothing, stable for programs. */
export type ProblemCode =
  /** Nothing answers there, or it broke off. Worth trying again. */
  | 'UNREACHABLE'
  | 'NOT_CLAWBUTLER'
  /** This machine's clock is more than five minutes off. */
  | 'CLOCK'
  /** The server refused; `reason` or `serverCode` says why. */
  | 'REFUSED'
  /** Something in the agent's own folder is not as it must be. */
  | 'LOCAL';

/** A failure with words for a person. What a server said within them is not yet made safe for a terminal. */
export class ClientProblem extends Error {
  override readonly name = 'ClientProblem';
  readonly serverCode: string | null;
  readonly reason: string | null;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly code: ProblemCode,
    message: string,
    said: {
      serverCode?: string;
      reason?: string;
      retryable?: boolean;
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: said.cause });
    this.serverCode = said.serverCode ?? null;
    this.reason = said.reason ?? null;
    this.retryable = said.retryable ?? code === 'UNREACHABLE';
    this.retryAfterSeconds = said.retryAfterSeconds ?? null;
  }
}

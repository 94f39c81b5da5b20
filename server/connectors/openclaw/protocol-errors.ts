/** The gateway sent something this protocol does not allow. The words are fit for an operator's screen. */
export class GatewayProtocolError extends Error {
  constructor(
    readonly code: 'NOT_JSON' | 'TOO_DEEP' | 'BAD_SHAPE' | 'BAD_CHALLENGE' | 'BAD_HELLO',
    readonly words: string,
  ) {
    super(`${code}: ${words}`);
    this.name = 'GatewayProtocolError';
  }
}

/** The error object of a failed response, already shape-checked. */
export interface FrameError {
  code: string;
  message: string;
  details: Record<string, unknown>;
  retryable: boolean;
  retryAfterMs: number | null;
}

/**
 * A request that did not succeed. `code` is the gateway's own code, or one of ours: REQUEST_TIMEOUT,
 * CONNECTION_CLOSED, TOO_MANY_IN_FLIGHT, NOT_CONNECTED, UNSUPPORTED (the gateway lacks the method), READ_ONLY.
 */
export class RpcError extends Error {
  constructor(
    readonly method: string,
    readonly error: FrameError,
  ) {
    super(`${method}: ${error.code}: ${error.message}`);
    this.name = 'RpcError';
  }

  get code(): string {
    return this.error.code;
  }

  /** The finer reason some answers carry: `details.reason` or `details.code`, else the code itself. */
  get reason(): string {
    const { reason, code } = this.error.details;
    if (typeof reason === 'string') return reason;
    return typeof code === 'string' ? code : this.error.code;
  }

  /** An error raised on this side of the wire. */
  static local(method: string, code: string, message: string): RpcError {
    return new RpcError(method, { code, message, details: {}, retryable: false, retryAfterMs: null });
  }
}

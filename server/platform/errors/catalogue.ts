interface Entry {
  /** HTTP status where the error is the whole answer. */
  status: number;
  retryable: boolean;
  /** What a person reads when nothing more specific was said. */
  text: string;
}

/** Every error code a client can meet, in one place. Codes are stable; texts may improve. */
export const catalogue = {
  UNAUTHENTICATED: { status: 401, retryable: false, text: 'Sign in first.' },
  FORBIDDEN: { status: 403, retryable: false, text: 'Your role here does not allow that.' },
  NOT_FOUND: { status: 404, retryable: false, text: 'There is nothing with this id here.' },
  INVALID_INPUT: { status: 400, retryable: false, text: 'Some of the input is not valid.' },
  CONFLICT: { status: 409, retryable: false, text: 'This collides with something that exists.' },
  RATE_LIMITED: { status: 429, retryable: true, text: 'Too many attempts. Wait a little and try again.' },
  ORGANIZATION_REQUIRED: {
    status: 400,
    retryable: false,
    text: 'Say which organisation is meant with the header clawbutler-organization.',
  },
  SETUP_CLOSED: { status: 409, retryable: false, text: 'This installation already has its first owner.' },
  LINK_INVALID: {
    status: 404,
    retryable: false,
    text: 'This link is unknown, was used already, or has expired.',
  },
  GATEWAY_REFUSED: { status: 422, retryable: false, text: 'The gateway refused.' },
  GATEWAY_UNREACHABLE: { status: 503, retryable: true, text: 'The gateway cannot be reached.' },
  UNAVAILABLE: { status: 503, retryable: true, text: 'Temporarily unavailable; nothing was changed.' },
  AUDIT_UNAVAILABLE: {
    status: 503,
    retryable: true,
    text: 'The audit log cannot be written, so nothing was changed.',
  },
  TOO_COMPLEX: { status: 400, retryable: false, text: 'The operation asks for too much at once.' },
  BAD_OPERATION: { status: 400, retryable: false, text: 'The operation is not valid.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, retryable: false, text: 'Send application/json.' },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, text: 'Use POST.' },
  ORIGIN_REFUSED: { status: 403, retryable: false, text: 'This origin is not allowed.' },
  INTERNAL: {
    status: 500,
    retryable: true,
    text: 'Something failed on our side; nothing was half-done. Quote the request id to your operator.',
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;

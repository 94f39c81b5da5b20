import { number, text } from './loose-json.js';
import { GatewayProtocolError, type FrameError } from './protocol-errors.js';
import { REFUSAL_RULES, type RefusalCode, type RefusalRule } from './refusal-table.js';

/** An open pairing request and the line its owner has to type. */
export interface PendingPairing {
  requestId: string;
  command: string;
  /** Null when the gateway told no time. OpenClaw drops such requests five minutes after they were made. */
  expiresAt: number | null;
}

/** A refusal in words, and whether trying again can help. */
export interface Refusal {
  code: RefusalCode;
  words: string;
  retry: RefusalRule['retry'];
  retryAfterMs?: number;
  pairing?: PendingPairing;
  /** The protocol the gateway insists on, when that was the reason. */
  expectedProtocol?: number;
  /** What the other side said, shortened. Untrusted text. */
  said?: string;
}

/** `connect()` failed; `refusal` says why in words. */
export class GatewayRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.words}`);
    this.name = 'GatewayRefused';
  }
}

/** A gateway may ask for a pause; more than this is not believed. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;
const PAIRING_LIFETIME_MS = 5 * 60_000;
/** What a real request id looks like. Anything else could smuggle shell syntax into the command we print. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

const BY_DETAIL: Record<string, RefusalCode> = {
  DEVICE_IDENTITY_REQUIRED: 'DEVICE_IDENTITY_REQUIRED',
  CONTROL_UI_DEVICE_IDENTITY_REQUIRED: 'DEVICE_IDENTITY_REQUIRED',
  PAIRING_REQUIRED: 'PAIRING_REQUIRED',
  AUTH_TOKEN_MISMATCH: 'TOKEN_REJECTED',
  AUTH_TOKEN_MISSING: 'TOKEN_MISSING',
  AUTH_REQUIRED: 'TOKEN_MISSING',
  AUTH_TOKEN_NOT_CONFIGURED: 'AUTH_NOT_CONFIGURED',
  AUTH_PASSWORD_MISMATCH: 'PASSWORD_REJECTED',
  AUTH_PASSWORD_MISSING: 'PASSWORD_MISSING',
  AUTH_PASSWORD_NOT_CONFIGURED: 'AUTH_NOT_CONFIGURED',
  AUTH_DEVICE_TOKEN_MISMATCH: 'DEVICE_TOKEN_REJECTED',
  AUTH_BOOTSTRAP_TOKEN_INVALID: 'TOKEN_REJECTED',
  AUTH_SCOPE_MISMATCH: 'SCOPE_MISMATCH',
  AUTH_RATE_LIMITED: 'AUTH_RATE_LIMITED',
  AUTH_UNAUTHORIZED: 'AUTH_REFUSED',
  CONTROL_UI_ORIGIN_NOT_ALLOWED: 'ORIGIN_REFUSED',
  PROTOCOL_MISMATCH: 'PROTOCOL_MISMATCH',
  CLIENT_VERSION_MISMATCH: 'PROTOCOL_MISMATCH',
  DEVICE_AUTH_NONCE_MISMATCH: 'DEVICE_NONCE_MISMATCH',
  DEVICE_AUTH_NONCE_REQUIRED: 'DEVICE_NONCE_MISMATCH',
  DEVICE_AUTH_SIGNATURE_EXPIRED: 'DEVICE_SIGNATURE_EXPIRED',
  DEVICE_AUTH_SIGNATURE_INVALID: 'DEVICE_SIGNATURE_INVALID',
  DEVICE_AUTH_PUBLIC_KEY_INVALID: 'DEVICE_SIGNATURE_INVALID',
  DEVICE_AUTH_INVALID: 'DEVICE_SIGNATURE_INVALID',
  DEVICE_AUTH_DEVICE_ID_MISMATCH: 'DEVICE_ID_MISMATCH',
  MISSING_SCOPE: 'METHOD_FORBIDDEN',
  'startup-sidecars': 'GATEWAY_STARTING',
  'gateway-suspending': 'GATEWAY_SUSPENDED',
};

/** Makes a refusal of a code in the table; `said` is untrusted text of the other side. */
export function refusal(code: RefusalCode, extra: Partial<Refusal> = {}): Refusal {
  const rule: RefusalRule = REFUSAL_RULES[code];
  const { said, ...rest } = extra;
  return {
    code,
    words: rule.words,
    retry: rule.retry,
    ...(rule.afterMs === undefined ? {} : { retryAfterMs: rule.afterMs }),
    ...rest,
    ...(said ? { said: said.slice(0, 300) } : {}),
  };
}

/** The refusal behind the error answer to our connect request. `nowMs` dates a pairing request. */
export function refusalOfConnectError(error: FrameError, provenProtocol: number, nowMs: number): Refusal {
  const code = codeOf(error);
  const extra: Partial<Refusal> = { said: error.message, ...retryAfter(error) };
  if (code === 'PAIRING_REQUIRED') return pairingRefusal(error, extra, nowMs);
  if (code === 'PROTOCOL_MISMATCH') return protocolRefusal(error, extra, provenProtocol);
  return refusal(code, extra);
}

/** The refusal behind an HTTP answer where a WebSocket upgrade was expected. */
export function refusalOfHttpStatus(status: number): Refusal {
  const said = `HTTP ${status}`;
  if (status === 401 || status === 407) return refusal('HTTP_UNAUTHORIZED', { said });
  if (status === 403) return refusal('HTTP_FORBIDDEN', { said });
  if (status === 404) return refusal('HTTP_NOT_FOUND', { said });
  if (status >= 300 && status < 400) return refusal('HTTP_REDIRECT', { said });
  if (status === 429 || status >= 500) return refusal('HTTP_UNAVAILABLE', { said });
  return refusal('NOT_A_WEBSOCKET', { said });
}

/** The refusal behind a frame we could not read; before the hello it means the address is wrong. */
export function refusalOfProtocolError(error: GatewayProtocolError, beforeHello: boolean): Refusal {
  return refusal(beforeHello ? 'NOT_A_GATEWAY' : 'GARBAGE', { said: error.words });
}

function codeOf(error: FrameError): RefusalCode {
  const { code, reason } = error.details;
  for (const key of [code, reason]) {
    const known = typeof key === 'string' && Object.hasOwn(BY_DETAIL, key) ? BY_DETAIL[key] : undefined;
    if (known) return known;
  }
  if (error.code === 'NOT_PAIRED') return 'PAIRING_REQUIRED';
  if (error.code === 'FORBIDDEN') return 'METHOD_FORBIDDEN';
  if (error.code === 'UNAVAILABLE') return 'GATEWAY_UNAVAILABLE';
  return codeOfMessage(error.message);
}

/** Releases before 2026.6 send no details: the message is all there is. */
function codeOfMessage(message: string): RefusalCode {
  if (/protocol mismatch/i.test(message)) return 'PROTOCOL_MISMATCH';
  if (/too many failed/i.test(message)) return 'AUTH_RATE_LIMITED';
  if (/pairing required/i.test(message)) return 'PAIRING_REQUIRED';
  if (/password/i.test(message)) return 'PASSWORD_REJECTED';
  if (/unauthorized|token/i.test(message)) return 'TOKEN_REJECTED';
  return 'CONNECT_PARAMS_REFUSED';
}

function retryAfter(error: FrameError): Partial<Refusal> {
  if (error.retryAfterMs === null || error.retryAfterMs <= 0) return {};
  return { retryAfterMs: Math.min(error.retryAfterMs, MAX_RETRY_AFTER_MS) };
}

function pairingRefusal(error: FrameError, extra: Partial<Refusal>, nowMs: number): Refusal {
  const code =
    error.details.reason === 'not-paired' || !error.details.reason
      ? 'PAIRING_REQUIRED'
      : 'SCOPE_UPGRADE_REQUIRED';
  const requestId = text(error.details.requestId, 200);
  if (requestId === null || !REQUEST_ID.test(requestId)) return refusal(code, extra);
  const pairing = {
    requestId,
    command: `openclaw devices approve ${requestId}`,
    expiresAt: number(error.details.expiresAtMs) ?? nowMs + PAIRING_LIFETIME_MS,
  };
  return refusal(code, { ...extra, pairing });
}

function protocolRefusal(error: FrameError, extra: Partial<Refusal>, provenProtocol: number): Refusal {
  const expected = number(error.details.expectedProtocol);
  if (expected === null) return refusal('PROTOCOL_MISMATCH', extra);
  const code = expected > provenProtocol ? 'GATEWAY_TOO_NEW' : 'GATEWAY_TOO_OLD';
  return refusal(code, { ...extra, expectedProtocol: expected });
}

import { refusal, type Refusal } from './refusals.js';
import type { RefusalCode } from './refusal-table.js';

const BY_ERROR_CODE: Record<string, RefusalCode> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ENOTFOUND: 'HOST_NOT_FOUND',
  EAI_AGAIN: 'HOST_NOT_FOUND',
  ENODATA: 'HOST_NOT_FOUND',
  EHOSTUNREACH: 'HOST_UNREACHABLE',
  ENETUNREACH: 'HOST_UNREACHABLE',
  EADDRNOTAVAIL: 'HOST_UNREACHABLE',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  ECONNRESET: 'CONNECTION_LOST',
  EPIPE: 'CONNECTION_LOST',
  ADDRESS_NOT_ALLOWED: 'ADDRESS_NOT_ALLOWED',
  ERR_INVALID_URL: 'INVALID_URL',
  CERT_HAS_EXPIRED: 'TLS_EXPIRED',
  CERT_NOT_YET_VALID: 'TLS_EXPIRED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS_NAME_MISMATCH',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS_UNTRUSTED',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS_UNTRUSTED',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS_UNTRUSTED',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS_UNTRUSTED',
  CERT_REVOKED: 'TLS_UNTRUSTED',
  EPROTO: 'TLS_FAILED',
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'FRAME_TOO_LARGE',
};

/** The refusal behind an error of the socket, the name look-up, TLS or the WebSocket library. */
export function refusalOfSocketError(error: Error & { code?: string }): Refusal {
  const said = `${error.code ?? error.name}: ${error.message}`;
  // Happy eyeballs: every address of the host failed, each with its own error.
  const first = error instanceof AggregateError ? (error.errors[0] as Error & { code?: string }) : undefined;
  if (first && !error.code) return refusalOfSocketError(first);
  return refusal(codeOf(error), { said });
}

/** The refusal behind a close frame. `said` is what the gateway wrote into it: untrusted. */
export function refusalOfClose(code: number, reason: string): Refusal {
  const said = `closed ${code}${reason ? ` ${reason}` : ''}`;
  if (code === 1012) return refusal('GATEWAY_RESTARTING', { said });
  if (code === 1013) return refusal('GATEWAY_STARTING', { said });
  if (code === 1009) return refusal('FRAME_TOO_LARGE', { said });
  if (code === 1008 && /slow consumer/i.test(reason)) return refusal('SLOW_CONSUMER', { said });
  if (code === 4001)
    return refusal(/role changed|auth changed/i.test(reason) ? 'CONNECTION_LOST' : 'DEVICE_REMOVED', {
      said,
    });
  return refusal('CONNECTION_LOST', { said });
}

/** For codes and messages that come in families; the first that fits counts. */
const BY_PATTERN: [RegExp, RefusalCode][] = [
  [/^ERR_(?:SSL|TLS)/, 'TLS_FAILED'],
  [/^WS_ERR/, 'GARBAGE'],
  [/^HPE_/, 'NOT_A_WEBSOCKET'],
  [/handshake has timed out/i, 'CONNECT_TIMEOUT'],
  [/Sec-WebSocket-Accept|Upgrade header|Unexpected server response|subprotocol/i, 'NOT_A_WEBSOCKET'],
];

function codeOf(error: Error & { code?: string }): RefusalCode {
  const code = error.code ?? '';
  const known = Object.hasOwn(BY_ERROR_CODE, code) ? BY_ERROR_CODE[code] : undefined;
  const [, family] = BY_PATTERN.find(([pattern]) => pattern.test(code) || pattern.test(error.message)) ?? [];
  return known ?? family ?? (error instanceof SyntaxError ? 'INVALID_URL' : 'CONNECTION_LOST');
}

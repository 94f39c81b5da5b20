import { readFixture } from './fixtures/read-fixture.js';
import { GatewayProtocolError, type FrameError } from './protocol-errors.js';
import { REFUSAL_RULES } from './refusal-table.js';
import { refusal, refusalOfConnectError, refusalOfHttpStatus, refusalOfProtocolError } from './refusals.js';
import { refusalOfClose, refusalOfSocketError } from './socket-refusals.js';

const NOW = 1_795_333_000_000;

function error(changes: Partial<FrameError>): FrameError {
  return {
    code: 'INVALID_REQUEST',
    message: '',
    details: {},
    retryable: false,
    retryAfterMs: null,
    ...changes,
  };
}

function recorded(name: string): FrameError {
  return error(readFixture('connect-errors')[name] as Partial<FrameError>);
}

describe('refusals of a real gateway', () => {
  it.each([
    ['01 no token', 'DEVICE_IDENTITY_REQUIRED', 'never-until-changed'],
    ['02 wrong token', 'TOKEN_REJECTED', 'never-until-changed'],
    ['04 protocol 3..3', 'GATEWAY_TOO_OLD', 'never-until-changed'],
    ['07 unknown client id', 'CONNECT_PARAMS_REFUSED', 'never-until-changed'],
    ['16 cli deviceToken, wider scopes loopback', 'SCOPE_MISMATCH', 'never-until-changed'],
    ['19 bad nonce', 'DEVICE_NONCE_MISMATCH', 'backoff'],
    ['20 signedAt 10 min old', 'DEVICE_SIGNATURE_EXPIRED', 'backoff'],
    ['21 device id mismatch', 'DEVICE_ID_MISMATCH', 'never-until-changed'],
    ['22 bad signature', 'DEVICE_SIGNATURE_INVALID', 'never-until-changed'],
    ['38 LAN RO device asks ALL scopes', 'SCOPE_UPGRADE_REQUIRED', 'after'],
    ['41 loopback + Origin header', 'ORIGIN_REFUSED', 'never-until-changed'],
    ['42 old deviceToken after rotate', 'DEVICE_TOKEN_REJECTED', 'never-until-changed'],
    ['43 after device removed', 'PAIRING_REQUIRED', 'after'],
  ])('%s is %s', (name, code, retry) => {
    expect(refusalOfConnectError(recorded(name), 4, NOW)).toMatchObject({ code, retry });
  });

  it('an unpaired device is told the exact command and until when it works', () => {
    expect(refusalOfConnectError(recorded('32 LAN backend + device, not paired'), 4, NOW).pairing).toEqual({
      requestId: '2270c10d-a7e7-4493-a167-43f706b21222',
      command: 'openclaw devices approve 2270c10d-a7e7-4493-a167-43f706b21222',
      expiresAt: NOW + 300_000,
    });
  });

  it('a newer gateway says which protocol it insists on', () => {
    const newer = error({ details: { code: 'PROTOCOL_MISMATCH', expectedProtocol: 5 } });
    expect(refusalOfConnectError(newer, 4, NOW)).toMatchObject({
      code: 'GATEWAY_TOO_NEW',
      expectedProtocol: 5,
    });
  });

  it('a lock-out is waited for, but not for ever', () => {
    const locked = { code: 'INVALID_REQUEST', details: { code: 'AUTH_RATE_LIMITED' }, retryable: true };
    const refused = (retryAfterMs: number) =>
      refusalOfConnectError(error({ ...locked, retryAfterMs }), 4, NOW);
    expect(refused(3992)).toMatchObject({ code: 'AUTH_RATE_LIMITED', retry: 'after', retryAfterMs: 3992 });
    expect(refused(1e15).retryAfterMs).toBe(300_000);
  });

  it.each([
    [{ code: 'UNAVAILABLE', details: { reason: 'startup-sidecars' }, retryAfterMs: 500 }, 'GATEWAY_STARTING'],
    [{ code: 'UNAVAILABLE', details: { reason: 'gateway-suspending' } }, 'GATEWAY_SUSPENDED'],
    [{ code: 'UNAVAILABLE' }, 'GATEWAY_UNAVAILABLE'],
    [{ code: 'NOT_PAIRED' }, 'PAIRING_REQUIRED'],
    [{ message: 'unauthorized: gateway token mismatch' }, 'TOKEN_REJECTED'],
    [{ message: 'protocol mismatch' }, 'PROTOCOL_MISMATCH'],
    [{ details: { code: 'constructor' } }, 'CONNECT_PARAMS_REFUSED'],
  ])('%j is %s', (changes, code) => {
    expect(refusalOfConnectError(error(changes), 4, NOW).code).toBe(code);
  });
});

it.each(['; rm -rf /', '$(id)', '-h', 'a b', 'x'.repeat(129), '', 7])(
  'a request id like %j never reaches the command line shown to a person',
  (requestId) => {
    const refused = refusalOfConnectError(
      error({ code: 'NOT_PAIRED', details: { code: 'PAIRING_REQUIRED', requestId } }),
      4,
      NOW,
    );
    expect(refused.code).toBe('PAIRING_REQUIRED');
    expect(refused.pairing).toBeUndefined();
  },
);

it.each([
  ['ECONNREFUSED', 'CONNECTION_REFUSED'],
  ['ENOTFOUND', 'HOST_NOT_FOUND'],
  ['ETIMEDOUT', 'CONNECT_TIMEOUT'],
  ['EHOSTUNREACH', 'HOST_UNREACHABLE'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'TLS_UNTRUSTED'],
  ['CERT_HAS_EXPIRED', 'TLS_EXPIRED'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'TLS_NAME_MISMATCH'],
  ['EPROTO', 'TLS_FAILED'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'TLS_FAILED'],
  ['HPE_INVALID_CONSTANT', 'NOT_A_WEBSOCKET'],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'FRAME_TOO_LARGE'],
  ['WS_ERR_INVALID_UTF8', 'GARBAGE'],
  ['ESOMETHINGNEW', 'CONNECTION_LOST'],
])('socket error %s is %s', (code, expected) => {
  expect(refusalOfSocketError(Object.assign(new Error('x'), { code })).code).toBe(expected);
});

it('several addresses that all failed are judged by the first', () => {
  const each = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  expect(refusalOfSocketError(new AggregateError([each])).code).toBe('CONNECTION_REFUSED');
});

it.each([
  [1012, 'service restart', 'GATEWAY_RESTARTING'],
  [1013, '', 'GATEWAY_STARTING'],
  [1009, '', 'FRAME_TOO_LARGE'],
  [1008, 'slow consumer', 'SLOW_CONSUMER'],
  [4001, 'device removed', 'DEVICE_REMOVED'],
  [4001, 'gateway auth changed', 'CONNECTION_LOST'],
  [1006, '', 'CONNECTION_LOST'],
])('close %d "%s" is %s', (code, reason, expected) => {
  expect(refusalOfClose(code, reason).code).toBe(expected);
});

it.each([
  [200, 'NOT_A_WEBSOCKET'],
  [301, 'HTTP_REDIRECT'],
  [401, 'HTTP_UNAUTHORIZED'],
  [403, 'HTTP_FORBIDDEN'],
  [404, 'HTTP_NOT_FOUND'],
  [503, 'HTTP_UNAVAILABLE'],
])('HTTP %d is %s', (status, expected) => {
  expect(refusalOfHttpStatus(status).code).toBe(expected);
});

it('an unreadable frame before the hello means a wrong address, later a broken gateway', () => {
  const unreadable = new GatewayProtocolError('NOT_JSON', 'words');
  expect(refusalOfProtocolError(unreadable, true).code).toBe('NOT_A_GATEWAY');
  expect(refusalOfProtocolError(unreadable, false).code).toBe('GARBAGE');
});

it('every refusal is a whole sentence and repeats nothing endless', () => {
  for (const rule of Object.values(REFUSAL_RULES)) expect(rule.words).toMatch(/^[A-Z].*[.?]$/s);
  expect(refusal('GARBAGE', { said: 'x'.repeat(5000) }).said).toHaveLength(300);
});

/**
 * Every way a gateway, or the road to it, refuses us: what happened, what it means, what to do.
 * `backoff`: try again with growing pauses. `after`: try again after `afterMs`, or what the gateway asked for.
 * `never-until-changed`: trying again unchanged cannot help and may lock us out.
 */
export interface RefusalRule {
  words: string;
  retry: 'backoff' | 'after' | 'never-until-changed';
  afterMs?: number;
}

const stop = (words: string): RefusalRule => ({ words, retry: 'never-until-changed' });
const backoff = (words: string): RefusalRule => ({ words, retry: 'backoff' });
const after = (afterMs: number, words: string): RefusalRule => ({ words, retry: 'after', afterMs });

const CLOCK = 'Check the clock of both machines, then try again.';

/** The device key and pairing. */
const DEVICE_RULES = {
  DEVICE_IDENTITY_REQUIRED: stop(
    'The gateway lets nobody in without a token or a paired device, and neither was sent. Enter the gateway token, or pair this connector as a device.',
  ),
  PAIRING_REQUIRED: after(
    5000,
    'The gateway does not know this connector yet and waits for its owner to approve it. Type the command shown on the machine of the gateway; the connection then continues by itself.',
  ),
  SCOPE_UPGRADE_REQUIRED: after(
    15_000,
    'This connector is paired, but asks for more rights than were approved. Approve the upgrade with the command shown, on the machine of the gateway.',
  ),
  DEVICE_TOKEN_REJECTED: stop(
    'The gateway no longer accepts the device token of this connector: it was rotated or the device was removed. Pair the connector again.',
  ),
  DEVICE_REMOVED: stop(
    'The gateway ended the connection because this device or its rights were removed there. Pair the connector again, or ask the owner of the gateway.',
  ),
  DEVICE_NONCE_MISMATCH: backoff(
    'The gateway says our answer belongs to another challenge. Something between us and the gateway replays or mixes connections; look at the proxy in between.',
  ),
  DEVICE_SIGNATURE_EXPIRED: backoff(`The gateway found our signature too old. ${CLOCK}`),
  DEVICE_SIGNATURE_INVALID: stop(
    'The gateway could not verify the signature of this connector. Remove its device identity and pair it again.',
  ),
  DEVICE_ID_MISMATCH: stop(
    'The gateway says the device id does not belong to the key of this connector. Remove its device identity and pair it again.',
  ),
  SCOPE_MISMATCH: stop(
    'The device token was issued for fewer rights than asked for. Pair the connector again to approve the wider rights.',
  ),
} satisfies Record<string, RefusalRule>;

/** Tokens, passwords, versions. */
const ACCESS_RULES = {
  TOKEN_REJECTED: stop(
    'The gateway refused the token. It was mistyped or has been changed. Copy the current gateway.auth.token of the gateway and save it here.',
  ),
  TOKEN_MISSING: stop('The gateway asks for a token and none was sent. Enter its gateway.auth.token.'),
  PASSWORD_REJECTED: stop(
    'The gateway refused the password. Enter the password the gateway is configured with.',
  ),
  PASSWORD_MISSING: stop(
    'The gateway asks for a password and none was sent. Enter the password of the gateway.',
  ),
  AUTH_NOT_CONFIGURED: stop(
    'The gateway has no token or password configured to compare with. Set gateway.auth on the gateway, then enter it here.',
  ),
  AUTH_RATE_LIMITED: after(
    60_000,
    'The gateway counted too many failed log-ins from our address and refuses everyone from it for a while, even with the right token. Correct the token, then wait.',
  ),
  AUTH_REFUSED: stop('The gateway refused to authenticate this connector. Check its gateway.auth settings.'),
  ORIGIN_REFUSED: stop(
    'The gateway refused the origin of the connection. A proxy in between adds an Origin header; remove it there.',
  ),
  GATEWAY_TOO_OLD: stop(
    'The gateway speaks an older protocol than this release understands. Update OpenClaw on the gateway to 2026.4 or newer.',
  ),
  GATEWAY_TOO_NEW: stop(
    'The gateway speaks a newer protocol than this release was proven with. The connection is tried read-only; update ClawButler to govern it again.',
  ),
  PROTOCOL_MISMATCH: stop(
    'The gateway and this release share no protocol version. Update the older of the two.',
  ),
  CONNECT_PARAMS_REFUSED: stop(
    'The gateway did not understand our connect request. It is of a release this version of ClawButler was not proven with.',
  ),
  METHOD_FORBIDDEN: stop('The gateway forbids this connector to connect. Ask the owner of the gateway.'),
} satisfies Record<string, RefusalRule>;

/** A gateway that is fine, but not now. */
const PASSING_RULES = {
  GATEWAY_STARTING: after(
    2000,
    'The gateway is starting and not ready yet. The connection is tried again shortly.',
  ),
  GATEWAY_SUSPENDED: after(
    5000,
    'The gateway is suspended and accepts no work. It continues when the suspension is lifted or lapses.',
  ),
  GATEWAY_RESTARTING: after(
    1500,
    'The gateway is restarting or stopping. The connection is tried again shortly.',
  ),
  GATEWAY_UNAVAILABLE: backoff(
    'The gateway says it is not available at the moment. The connection is tried again.',
  ),
  SLOW_CONSUMER: backoff(
    'The gateway closed the connection because we read too slowly. Everything missed is read again on reconnect.',
  ),
  TICKS_MISSED: backoff(
    'Nothing was heard from the gateway for two heartbeats, so the connection counts as dead. It is opened anew.',
  ),
  CONNECTION_LOST: backoff('The connection to the gateway broke off. It is opened anew.'),
  RESYNC_FAILED: backoff(
    'Reading the state of the gateway failed half-way, so nothing of it was kept. The connection is opened anew.',
  ),
} satisfies Record<string, RefusalRule>;

/** The road to the gateway. */
const NETWORK_RULES = {
  INVALID_URL: stop('The address is not a gateway address. It must start with ws:// or wss://.'),
  CONNECTION_REFUSED: backoff(
    'Nothing listens at this address and port. Is the gateway running, and is the port right?',
  ),
  HOST_NOT_FOUND: backoff('The host name of the gateway cannot be resolved. Check the spelling and the DNS.'),
  ADDRESS_REFUSED: stop(
    'This address may not be reached from here. Link-local and metadata addresses never may; private and loopback ones only in self-hosted mode.',
  ),
  HOST_UNREACHABLE: backoff(
    'There is no route to the gateway. Check the network, VPN or firewall in between.',
  ),
  CONNECT_TIMEOUT: backoff(
    'The gateway did not answer in time. A firewall may drop the packets, or the address belongs to something else.',
  ),
  HANDSHAKE_TIMEOUT: backoff(
    'A WebSocket opened, but no OpenClaw gateway introduced itself in time. The address belongs to something else, or the gateway is stuck.',
  ),
  TLS_UNTRUSTED: stop(
    'The certificate of the gateway is not signed by an authority we trust. Add its CA certificate to the connector.',
  ),
  TLS_EXPIRED: backoff(
    'The certificate of the gateway has expired or is not valid yet. Renew it on the gateway.',
  ),
  TLS_NAME_MISMATCH: stop(
    'The certificate of the gateway is for another host name. Use the name in the certificate as address.',
  ),
  TLS_FAILED: stop(
    'The encrypted connection failed. The gateway may speak plain ws:// at this port, or an old version of TLS.',
  ),
  NOT_A_WEBSOCKET: stop(
    'Something answers at this address, but it is not a WebSocket server. Check address, port and path.',
  ),
  HTTP_UNAUTHORIZED: stop(
    'A proxy in front of the gateway asks for a log-in. Let the connector reach the gateway without it.',
  ),
  HTTP_FORBIDDEN: stop(
    'The connection was refused at the door (HTTP 403). Behind a proxy, list the proxy in gateway.trustedProxies.',
  ),
  HTTP_NOT_FOUND: stop(
    'The address exists, but no gateway is at this path (HTTP 404). Remove the path, or correct it.',
  ),
  HTTP_REDIRECT: stop(
    'The address redirects elsewhere. Redirects are not followed; enter the final address.',
  ),
  HTTP_UNAVAILABLE: backoff('The gateway or a proxy in front of it is temporarily unavailable (HTTP 5xx).'),
  NOT_A_GATEWAY: stop('The other side does not speak the OpenClaw gateway protocol. Check the address.'),
  FRAME_TOO_LARGE: backoff(
    'The gateway sent a message larger than 16 MiB. It was refused and the connection closed.',
  ),
  GARBAGE: backoff('The gateway sent something that is no frame of its protocol. The connection was closed.'),
  ADDRESS_NOT_ALLOWED: stop(
    'This address may not be used for a connector by the rules of this installation.',
  ),
} satisfies Record<string, RefusalRule>;

export const REFUSAL_RULES = { ...DEVICE_RULES, ...ACCESS_RULES, ...PASSING_RULES, ...NETWORK_RULES };

export type RefusalCode = keyof typeof REFUSAL_RULES;

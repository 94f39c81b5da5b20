import { signConnect, type DeviceIdentity } from './device-identity.js';
import { isRecord, number, record, text, texts, type JsonRecord } from './loose-json.js';
import { GatewayProtocolError } from './protocol-errors.js';

/** The oldest wire protocol we speak and the newest our suite against real gateways has proven. */
export const MIN_PROTOCOL = 3;
export const PROVEN_PROTOCOL = 4;

/** Client id and mode are closed lists on the gateway; these two are the ones for a server-side operator. */
const CLIENT_ID = 'gateway-client';
const CLIENT_MODE = 'backend';
const ROLE = 'operator';
/** Shown by the gateway as the one who resolved an approval. */
const DISPLAY_NAME = 'ClawButler';
/** `approvals`: without it no approval event arrives, whatever the scopes. `tool-events`: tool results of all runs. */
const CAPABILITIES = ['approvals', 'tool-events', 'agent-kind', 'usage-refreshing'];

/** The secrets of a connector; at most one of token and password, a device token wins over both. */
export interface GatewayCredentials {
  token?: string;
  password?: string;
  deviceToken?: string;
}

export interface ConnectRequest {
  scopes: readonly string[];
  credentials: GatewayCredentials;
  identity?: DeviceIdentity;
  maxProtocol: number;
  clientVersion: string;
  platform: string;
}

/** The first frame a gateway sends. */
export interface Challenge {
  nonce: string;
  ts: number;
}

/** Limits the gateway announced, with safe values where it announced nonsense. */
export interface GatewayPolicy {
  tickIntervalMs: number;
  maxPayload: number;
}

/** What a gateway said about itself when it let us in. */
export interface Hello {
  protocol: number;
  /** False when the gateway speaks a protocol newer than our suite proved: look, do not touch. */
  proven: boolean;
  serverVersion: string;
  /** Changes at every start of the gateway; null before 2026.8. */
  bootId: string | null;
  methods: ReadonlySet<string>;
  events: ReadonlySet<string>;
  scopes: readonly string[];
  /** Issued once, at the first connect after pairing: persist it. */
  deviceToken: string | null;
  authMethod: string | null;
  policy: GatewayPolicy;
  snapshot: JsonRecord;
  raw: JsonRecord;
}

/** Reads the challenge. Throws GatewayProtocolError when it lacks a usable nonce. */
export function readChallenge(payload: unknown): Challenge {
  const { nonce, ts } = record(payload);
  const usable =
    typeof nonce === 'string' && nonce.length > 0 && nonce.length <= 512 && Number.isSafeInteger(ts);
  if (!usable) {
    throw new GatewayProtocolError(
      'BAD_CHALLENGE',
      'The gateway opened with a challenge we cannot answer: nonce or time is missing. It may be damaged or not an OpenClaw gateway.',
    );
  }
  return { nonce, ts: ts as number };
}

/** The params of the `connect` request answering a challenge. The scopes are signed in the order given. */
export function buildConnectParams(request: ConnectRequest, challenge: Challenge): JsonRecord {
  const { identity, platform } = request;
  const { auth, credential } = authOf(request.credentials);
  return {
    minProtocol: MIN_PROTOCOL,
    maxProtocol: request.maxProtocol,
    client: {
      id: CLIENT_ID,
      version: request.clientVersion,
      platform,
      mode: CLIENT_MODE,
      displayName: DISPLAY_NAME,
    },
    role: ROLE,
    scopes: [...request.scopes],
    caps: CAPABILITIES,
    commands: [],
    permissions: {},
    locale: 'en-US',
    userAgent: `clawbutler/${request.clientVersion}`,
    ...(auth ? { auth } : {}),
    ...(identity
      ? {
          device: signConnect(identity, {
            clientId: CLIENT_ID,
            clientMode: CLIENT_MODE,
            role: ROLE,
            scopes: request.scopes,
            signedAtMs: challenge.ts,
            credential,
            nonce: challenge.nonce,
            platform,
          }),
        }
      : {}),
  };
}

/** Reads `hello-ok`. Throws GatewayProtocolError when it is not one. */
export function readHello(payload: unknown): Hello {
  if (!isRecord(payload) || payload.type !== 'hello-ok' || !Number.isSafeInteger(payload.protocol)) {
    throw new GatewayProtocolError(
      'BAD_HELLO',
      'The other side accepted the connection with an answer that is not an OpenClaw hello. Check the address.',
    );
  }
  const server = record(payload.server);
  const auth = record(payload.auth);
  const features = record(payload.features);
  const protocol = payload.protocol as number;
  return {
    protocol,
    proven: protocol >= MIN_PROTOCOL && protocol <= PROVEN_PROTOCOL,
    serverVersion: text(server.version, 100) ?? 'unknown',
    bootId: text(server.bootId, 200),
    methods: new Set(texts(features.methods, 5000)),
    events: new Set(texts(features.events, 5000)),
    scopes: texts(auth.scopes, 100),
    deviceToken: text(auth.deviceToken, 1024),
    authMethod: text(auth.method, 100),
    policy: policyOf(record(payload.policy)),
    snapshot: record(payload.snapshot),
    raw: payload,
  };
}

function authOf(credentials: GatewayCredentials): { auth: JsonRecord | null; credential: string } {
  const { token, password, deviceToken } = credentials;
  if (deviceToken) return { auth: { deviceToken }, credential: deviceToken };
  if (token) return { auth: { token }, credential: token };
  // A password is no part of the signed text: only tokens are.
  if (password) return { auth: { password }, credential: '' };
  return { auth: null, credential: '' };
}

function policyOf(policy: JsonRecord): GatewayPolicy {
  const tick = number(policy.tickIntervalMs) ?? 30_000;
  return {
    tickIntervalMs: Math.min(Math.max(tick, 1000), 120_000),
    maxPayload: Math.max(number(policy.maxPayload) ?? 0, 0),
  };
}

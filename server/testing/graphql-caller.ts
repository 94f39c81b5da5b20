/** Who a test speaks as: nobody, a browser with a cookie, or an API client with a bearer token. */
export interface Credentials {
  /** `name=value` as the server set it. */
  cookie?: string;
  bearer?: string;
  /** Organisation id or slug. */
  organization?: string;
  /** Of a machine: signs what goes over HTTP; a bearer is for its socket then. */
  signer?: RequestSigner;
}

export interface RequestSigner {
  sign(url: string, body: string): Record<string, string>;
  /** Runs what signs and sends after everything before it was answered: a host's requests have an order. */
  inTurn<T>(send: () => Promise<T>): Promise<T>;
}

export interface CallOptions extends Credentials {
  /** Sent as given; by default a cookie is sent with the server's own origin, as a browser would. */
  origin?: string | null;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** A GraphQL error as it crossed the wire. */
export interface WireError {
  message: string;
  path?: (string | number)[];
  extensions: {
    code: string;
    requestId?: string;
    retryable?: boolean;
    fields?: Record<string, string>;
    retryAfterSeconds?: number;
  };
}

export interface Answer<T> {
  status: number;
  /** Null when the operation failed as a whole. */
  data: T;
  errors: WireError[] | undefined;
  /** Code of the first error. */
  code: string | undefined;
  /** `name=value` of the session cookie, when the answer set one. Empty value: it was cleared. */
  cookie: string | undefined;
}

/** Documents are written as text in tests, so their shape is only known there. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Loose = any;

/** Sends one operation over HTTP, as any client would. */
export async function call<T = Loose>(
  url: string,
  document: string,
  variables: Record<string, unknown> = {},
  options: CallOptions = {},
): Promise<Answer<T>> {
  const response = await post(url, JSON.stringify({ query: document, variables }), options);
  const body = (await response.json()) as { data?: T; errors?: WireError[] };
  return {
    status: response.status,
    data: (body.data ?? null) as T,
    errors: body.errors,
    code: body.errors?.[0]?.extensions.code,
    cookie: response.headers.getSetCookie()[0]?.split(';')[0],
  };
}

/** Posts a body to /graphql, signed when the caller is a machine. */
export function post(url: string, body: string, options: CallOptions): Promise<Response> {
  const address = `${url}/graphql`;
  const { signer, bearer, ...others } = options;
  const send = () =>
    fetch(address, {
      method: 'POST',
      headers: signer
        ? { ...headersOf(url, others), ...signer.sign(address, body), ...options.headers }
        : headersOf(url, { ...others, bearer }),
      body,
    });
  return signer ? signer.inTurn(send) : send();
}

/** Headers of a request: for HTTP calls and WebSocket handshakes alike. */
export function headersOf(url: string, options: CallOptions): Record<string, string> {
  const origin = options.origin === undefined ? (options.cookie ? url : null) : options.origin;
  return {
    'content-type': 'application/json',
    ...(options.cookie ? { cookie: options.cookie } : {}),
    ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
    ...(options.organization ? { 'clawbutler-organization': options.organization } : {}),
    ...(origin === null ? {} : { origin }),
    ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    ...options.headers,
  };
}

import { Agent, request } from 'undici';
import { checkUrl, hostOf, type UrlRules } from './checked-url.js';
import { OutgoingRefused } from './outgoing-refused.js';
import { redirectOf, type RequestStep } from './redirect-rules.js';
import { resolveBySystem, resolveChecked, type Resolver } from './resolve-checked.js';

/** What one surface may fetch. The defaults are the strictest: https on port 443 of public addresses. */
export interface SafeFetchOptions {
  /** Whether this URL may lie on this machine or on a private network. Asked again at every redirect. */
  readonly allowPrivate: (url: URL) => boolean;
  readonly schemes?: readonly string[];
  readonly ports?: UrlRules['ports'];
  readonly resolve?: Resolver;
  /** PEM certificates trusted instead of the system's. */
  readonly ca?: string;
}

/** One request. `timeoutMs` covers everything from the look-up to the last byte, redirects included. */
export interface SafeRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly maxBodyBytes?: number;
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

/** An answer, read to its end. `url` is where it came from after redirects. Any status counts as an answer. */
export interface SafeResponse {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Fetches a URL, or throws OutgoingRefused; what the caller's own signal aborts throws the signal's reason. */
export type SafeFetch = (url: string, request?: SafeRequest) => Promise<SafeResponse>;

const TIMEOUT_MS = 10_000;
const MAX_BODY_BYTES = 1_048_576;
const MAX_REDIRECTS = 3;

/**
 * The only way out of the server over HTTP. The URL is checked, every address of its host is checked, the connection
 * goes to a checked address, each redirect starts over, and what comes back is bounded in size and time. Nothing is
 * kept between requests: no cookies, no connections, no proxy from the environment.
 */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  return async (url, init = {}) => {
    const timeoutMs = init.timeoutMs ?? TIMEOUT_MS;
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = init.signal === undefined ? deadline : AbortSignal.any([deadline, init.signal]);
    try {
      return await follow(options, url, { ...init, signal });
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw explain(error, deadline.aborted ? timeoutMs : null);
    }
  };
}

async function follow(options: SafeFetchOptions, start: string, init: SafeRequest): Promise<SafeResponse> {
  let step: RequestStep = {
    url: start,
    method: (init.method ?? 'GET').toUpperCase(),
    headers: init.headers ?? {},
    body: init.body,
  };
  for (let hops = 0; ; hops++) {
    const response = await fetchOnce(options, step, init);
    const next = redirectOf(step, response);
    if (next === null) return response;
    if (hops >= (init.maxRedirects ?? MAX_REDIRECTS))
      throw new OutgoingRefused('redirect', 'too many redirects');
    step = next;
  }
}

async function fetchOnce(
  options: SafeFetchOptions,
  step: RequestStep,
  init: SafeRequest,
): Promise<SafeResponse> {
  const { schemes = ['https'], ports = [], resolve = resolveBySystem } = options;
  const allowed = isAllowedPrivate(options, step.url);
  const policy = { allowPrivate: allowed, allowLoopback: allowed };
  const url = checkUrl(step.url, { schemes, ports, ...policy });
  const signal = init.signal as AbortSignal;
  const { lookup } = await abortable(resolveChecked(hostOf(url), policy, resolve), signal);
  const agent = new Agent({ connect: { lookup, ca: options.ca }, pipelining: 0 });
  try {
    const headers = { 'user-agent': 'clawbutler', ...step.headers, 'accept-encoding': 'identity' };
    const { method, body } = step;
    const answer = await request(url, { dispatcher: agent, method, body, headers, signal });
    const kept = await readBody(answer.body, answer.headers, init.maxBodyBytes ?? MAX_BODY_BYTES);
    return { url: url.href, status: answer.statusCode, headers: answer.headers, body: kept };
  } finally {
    await agent.destroy();
  }
}

/** Asked about the parsed URL; what does not parse is refused later with the right words. */
function isAllowedPrivate(options: SafeFetchOptions, url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && options.allowPrivate(parsed);
}

async function readBody(
  body: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
): Promise<Buffer> {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new OutgoingRefused('encoding', 'the answer is compressed, though not asked for');
  const chunks: Uint8Array[] = [];
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): OutgoingRefused {
  return new OutgoingRefused('too-large', `the answer is larger than ${maxBytes} bytes`);
}

/** A look-up cannot be cancelled, but nobody has to wait for it. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function explain(error: unknown, timedOutAfterMs: number | null): unknown {
  if (error instanceof OutgoingRefused) return error;
  if (timedOutAfterMs !== null)
    return new OutgoingRefused('timeout', `no complete answer within ${timedOutAfterMs} ms`);
  // Sockets, TLS and the HTTP parser give their errors a code; what has none is a fault of ours and stays one.
  const { code } = error as { code?: unknown };
  return typeof code === 'string'
    ? new OutgoingRefused('network', `the connection failed (${code})`, { cause: error })
    : error;
}

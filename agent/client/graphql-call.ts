import { ClientProblem } from './client-problem.js';
import { signRequest, type Signing } from './sign-request.js';
import type { ServerClock } from './server-clock.js';

const timeoutMs = 20_000;
const largestAnswer = 4 * 1024 * 1024;

export interface Operation {
  query: string;
  variables?: Record<string, unknown>;
}

export interface Connection {
  /** Origin, for example `https://butler.example`. */
  server: string;
  clock: ServerClock;
  fetch?: typeof fetch;
}

interface WireError {
  message?: unknown;
  extensions?: { code?: unknown; reason?: unknown; retryable?: unknown; retryAfterSeconds?: unknown };
}

/**
 * Runs one operation, signed when `signing` is given, and returns its data.
 * @throws ClientProblem for everything else, with the server's own words where it said some
 */
export async function graphqlCall<T>(
  connection: Connection,
  operation: Operation,
  signing: Omit<Signing, 'nowMs'> | null = null,
): Promise<T> {
  const { server, clock } = connection;
  const url = `${server}/graphql`;
  const body = JSON.stringify({ query: operation.query, variables: operation.variables ?? {} });
  const signature = signing ? signRequest(url, body, { ...signing, nowMs: clock.nowMs() }) : {};
  const sentMs = clock.localMs();
  const response = await send(connection, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...signature },
    body,
    // An answer from elsewhere is not the one that was asked for; the signature names the address.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  clock.learn(response.headers.get('date'), sentMs);
  return dataOf<T>(await read(response, server), server);
}

async function send(
  { server, fetch: by = fetch }: Connection,
  url: string,
  init: RequestInit,
): Promise<Response> {
  try {
    return await by(url, init);
  } catch (error) {
    throw unreachable(server, error);
  }
}

function unreachable(server: string, error: unknown): ClientProblem {
  const cause = (error as { cause?: { code?: unknown; message?: unknown } }).cause;
  const why = String(cause?.code ?? cause?.message ?? (error as Error).message).slice(0, 200);
  return new ClientProblem('UNREACHABLE', `${server} cannot be reached (${why}).`, { cause: error });
}

/** The answer as JSON; undefined when it is none, or larger than any answer of ours. */
async function read(response: Response, server: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += (chunk as Uint8Array).length;
      if (size > largestAnswer) return undefined;
      chunks.push(chunk as Uint8Array);
    }
  } catch (error) {
    throw unreachable(server, error);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

function dataOf<T>(answer: unknown, server: string): T {
  if (answer === null || typeof answer !== 'object') throw stranger(server);
  const { data, errors } = answer as { data?: unknown; errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) throw refusal(errors[0] as WireError, server);
  if (data === null || typeof data !== 'object') throw stranger(server);
  return data as T;
}

function refusal(error: WireError | null, server: string): ClientProblem {
  const { code, reason, retryable, retryAfterSeconds } = error?.extensions ?? {};
  if (typeof code !== 'string' || typeof error?.message !== 'string') return stranger(server);
  return new ClientProblem('REFUSED', error.message.slice(0, 500), {
    serverCode: code,
    reason: typeof reason === 'string' ? reason : undefined,
    retryable: retryable === true,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
  });
}

const stranger = (server: string) =>
  new ClientProblem('NOT_CLAWBUTLER', `What answers at ${server} is not a ClawButler server.`);

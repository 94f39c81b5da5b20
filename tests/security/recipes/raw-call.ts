import type { Actor } from '../../../server/testing/actor.js';
import { headersOf, post, type CallOptions, type WireError } from '../../../server/testing/graphql-caller.js';

/** An answer as bytes. */
export interface RawAnswer {
  status: number;
  headers: [string, string][];
  text: string;
}

/** Headers that differ between any two answers. */
const passing = new Set(['x-request-id', 'date', 'keep-alive']);

const optionsOf = (actor: Actor, more: CallOptions): CallOptions => ({
  ...actor.credentials,
  ...(actor.organizationId === null ? {} : { organization: actor.organizationId }),
  ...more,
});

/** Sends an operation and keeps every byte of the answer. */
export async function rawCall(
  url: string,
  actor: Actor,
  request: { query: string; variables: unknown },
  options: CallOptions = {},
): Promise<RawAnswer> {
  return read(await post(url, JSON.stringify(request), optionsOf(actor, options)));
}

/** Asks for a page. */
export async function rawGet(url: string, actor: Actor): Promise<RawAnswer> {
  const { origin } = new URL(url);
  return read(await fetch(url, { headers: headersOf(origin, optionsOf(actor, {})) }));
}

async function read(response: Response): Promise<RawAnswer> {
  const headers = [...response.headers].filter(([name]) => !passing.has(name));
  return { status: response.status, headers, text: await response.text() };
}

/** Code of the first error of a GraphQL or HTTP answer; undefined when there is none. */
export function codeOf({ text }: RawAnswer): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const body = JSON.parse(text) as { errors?: WireError[]; error?: { code: string } };
  return body.errors?.[0]?.extensions.code ?? body.error?.code;
}

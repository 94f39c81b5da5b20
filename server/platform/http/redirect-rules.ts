import { OutgoingRefused } from './outgoing-refused.js';

/** One request on the way through redirects. */
export interface RequestStep {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** What of an answer decides about a redirect. */
export interface RedirectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All that another origin gets to see: any other header may carry a credential. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

/**
 * The request that follows a redirect, or null when the answer is none. The new URL is not checked here.
 * Throws OutgoingRefused('redirect') without a usable Location, and when a body would have to go to another origin.
 */
export function redirectOf(step: RequestStep, answer: RedirectAnswer): RequestStep | null {
  if (!REDIRECTS.has(answer.status)) return null;
  const url = locationOf(step, answer);
  const becomesGet = answer.status === 303 || (answer.status < 303 && step.method === 'POST');
  const method = becomesGet && step.method !== 'HEAD' ? 'GET' : step.method;
  const body = becomesGet ? undefined : step.body;
  if (new URL(url).origin === new URL(step.url).origin) return { url, method, headers: step.headers, body };
  if (body !== undefined)
    throw new OutgoingRefused('redirect', 'the answer redirects our data to another server');
  return { url, method, headers: onlyHarmless(step.headers), body };
}

/** The new URL, as far as possible in the spelling of the answer: the check of it must see what was really said. */
function locationOf(step: RequestStep, answer: RedirectAnswer): string {
  const { location } = answer.headers;
  if (typeof location !== 'string' || /[\s\\\p{Cc}]/u.test(location) || !URL.canParse(location, step.url)) {
    throw new OutgoingRefused('redirect', 'the answer redirects to no usable address');
  }
  if (URL.canParse(location)) return location;
  const target = new URL(location, step.url);
  return location.startsWith('//') ? target.protocol + location : target.href;
}

function onlyHarmless(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));
}

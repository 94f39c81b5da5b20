import { isIP } from 'node:net';
import { type AddressPolicy, requireAllowed } from './address-rules.js';
import { OutgoingRefused } from './outgoing-refused.js';

/** Which URLs one surface accepts. */
export interface UrlRules extends AddressPolicy {
  /** Schemes without the colon, such as `https` or `wss`. */
  readonly schemes: readonly string[];
  /** Ports besides the default one of the scheme, or `any`. */
  readonly ports: readonly number[] | 'any';
}

const MAX_URL_CHARS = 2_048;
/** What URL parsers remove or reinterpret silently: white space and controls, backslashes, invisible characters. */
const DECEPTIVE = /[\s\\\p{Cc}\p{Cf}\p{Surrogate}]/u;
const LOCAL_NAME = /(^|\.)localhost$/;

/**
 * Parses a URL once and checks all that can be checked without asking a resolver: to be called when it is saved, when
 * it is used, and at every redirect. Returns the parsed URL, of which only that object may be used from here on.
 * Throws OutgoingRefused with the code url, scheme, credentials, port or address.
 */
export function checkUrl(text: string, rules: UrlRules): URL {
  if (text.length > MAX_URL_CHARS)
    throw new OutgoingRefused('url', `a URL has at most ${MAX_URL_CHARS} characters`);
  if (DECEPTIVE.test(text)) {
    throw new OutgoingRefused('url', 'a URL has no spaces, backslashes or invisible characters');
  }
  const url = parse(text);
  const scheme = url.protocol.slice(0, -1);
  if (!rules.schemes.includes(scheme)) {
    throw new OutgoingRefused('scheme', `${scheme} is not allowed here, only ${rules.schemes.join(', ')}`);
  }
  if (!text.slice(url.protocol.length).startsWith('//')) {
    throw new OutgoingRefused('url', `a URL starts with ${url.protocol}//`);
  }
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(text)?.[1] ?? '';
  // The parser forgets the empty kind (`https://@host`), so the text is looked at.
  if (authority.includes('@'))
    throw new OutgoingRefused('credentials', 'a URL here holds no user name or password');
  requirePort(url, rules);
  requireHost(url, authority, rules);
  return url;
}

/** The host of a checked URL as a resolver or a socket wants it: without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

function parse(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new OutgoingRefused('url', 'this is not a URL');
  }
}

function requirePort(url: URL, rules: UrlRules): void {
  // The parser leaves the scheme's default port out.
  if (url.port === '' || rules.ports === 'any') return;
  if (!rules.ports.includes(Number(url.port))) {
    throw new OutgoingRefused('port', `port ${url.port} is not allowed here`);
  }
}

function requireHost(url: URL, authority: string, rules: UrlRules): void {
  const host = hostOf(url);
  if (host === '' || host.startsWith('.') || host.includes('..'))
    throw new OutgoingRefused('url', 'the URL has no host');
  if (isIP(host) !== 0) {
    requireAllowed(host, rules);
    // 0127.0.0.1 is 87.0.0.1 to some programs and 127.0.0.1 to others: nobody writes it in good faith.
    if (isIP(host) === 4 && authority.replace(/:\d*$/, '') !== host) {
      throw new OutgoingRefused('url', `write the address as ${host}`);
    }
  } else if (LOCAL_NAME.test(host.replace(/\.$/, ''))) {
    requireAllowed('127.0.0.1', rules, host);
  }
}

import { ClientProblem } from './client-problem.js';

/**
 * The origin of a server in what somebody typed. Without a scheme it is https, on this machine itself http.
 * @throws ClientProblem for what is no address of a server
 */
export function serverAddress(typed: string): string {
  const text = typed.trim();
  const url = parse(/^[a-z]+:\/\//i.test(text) ? text : `${schemeFor(text)}://${text}`);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new ClientProblem(
      'LOCAL',
      `"${text.slice(0, 100)}" is not the address of a server. Give it like https://butler.example.`,
    );
  return url.origin;
}

/** Whether others on the way can read along. */
export function isReadable(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && !isLoopback(hostname);
}

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');

function schemeFor(text: string): string {
  const url = parse(`http://${text}`);
  return url && isLoopback(url.hostname) ? 'http' : 'https';
}

function parse(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

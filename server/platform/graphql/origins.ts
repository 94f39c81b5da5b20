import type { Config } from '../config/config.js';

/**
 * The browser origins and Host names this installation answers to. On loopback the three usual spellings of this
 * machine count as one, with the same port; nothing else is ever derived from a request.
 */
export class Origins {
  private readonly origins: ReadonlySet<string>;
  private readonly hosts: ReadonlySet<string>;

  constructor(config: Config) {
    const all = new Set<string>();
    for (const text of [config.publicUrl, ...config.allowedOrigins]) {
      const url = new URL(text);
      all.add(url.origin);
      if (!isLoopback(url.hostname)) continue;
      for (const name of ['localhost', '127.0.0.1', '[::1]']) all.add(`${url.protocol}//${name}${port(url)}`);
    }
    this.origins = all;
    this.hosts = new Set([...all].map((origin) => new URL(origin).host));
  }

  /** Exact, case-sensitive match of an `Origin` header. */
  allowsOrigin(origin: string): boolean {
    return this.origins.has(origin);
  }

  /** Every address a path of ours may have, the public one first: what signatures are checked against. */
  addressesOf(path: string): string[] {
    return [...this.origins].map((origin) => `${origin}${path}`);
  }

  /** Whether a `Host` header is ours: keeps DNS rebinding out. */
  allowsHost(host: string | undefined): boolean {
    return host !== undefined && this.hosts.has(host.toLowerCase());
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

function port(url: URL): string {
  return url.port === '' ? '' : `:${url.port}`;
}

import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { type AddressPolicy, requireAllowed } from './address-rules.js';
import { OutgoingRefused } from './outgoing-refused.js';

/** An address to connect to. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Asks for every address of a host, IPv4 and IPv6. The default asks the operating system. */
export type Resolver = (host: string) => Promise<readonly HostAddress[]>;

/**
 * A host whose every address was checked, and a `lookup` for net, tls, ws and undici that answers with exactly these
 * addresses: the resolver is not asked again, so what was checked is what is connected to (no DNS rebinding).
 */
export interface CheckedHost {
  readonly host: string;
  readonly addresses: readonly HostAddress[];
  readonly lookup: LookupFunction;
}

/**
 * Resolves a host (a name, or an address without brackets) and checks every address it has: one forbidden address
 * refuses the host. Throws OutgoingRefused('dns') when it has none, OutgoingRefused('address') when one is forbidden.
 */
export async function resolveChecked(
  host: string,
  policy: AddressPolicy,
  resolve: Resolver = resolveBySystem,
): Promise<CheckedHost> {
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family: family as 4 | 6 }];
  if (addresses.length === 0) throw new OutgoingRefused('dns', `${host} has no address`);
  for (const { address } of addresses) requireAllowed(address, policy, host);
  return { host, addresses, lookup: pinnedLookup(host, addresses) };
}

/** Every address the operating system knows for a name. Throws OutgoingRefused('dns') when it knows none. */
export function resolveBySystem(host: string): Promise<HostAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) => {
      if (error === null)
        resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })));
      else
        reject(
          new OutgoingRefused('dns', `${host} was not found (${error.code ?? 'no answer'})`, {
            cause: error,
          }),
        );
    });
  });
}

function pinnedLookup(host: string, addresses: readonly HostAddress[]): LookupFunction {
  return (asked, options, callback) => {
    const wanted = options.family === 4 || options.family === 6 ? options.family : null;
    const usable = addresses.filter(({ family }) => wanted === null || family === wanted);
    const [first] = usable;
    if (asked !== host || first === undefined) {
      callback(new OutgoingRefused('dns', `${asked} was not checked for this connection`), '', 0);
    } else if (options.all === true) {
      callback(null, [...usable]);
    } else {
      callback(null, first.address, first.family);
    }
  };
}

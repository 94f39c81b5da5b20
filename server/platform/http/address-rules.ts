import ipaddr from 'ipaddr.js';
import { OutgoingRefused } from './outgoing-refused.js';

/**
 * What an address reaches: the public Internet, this machine, a private network (RFC 1918, unique local, carrier-grade
 * NAT), one link, a cloud's metadata service, or nothing that a URL may name (`reserved`: unspecified, multicast,
 * documentation, and every IPv6 form that carries an IPv4 address inside and would slip past the rules for that one).
 */
export type AddressKind = 'global' | 'loopback' | 'private' | 'link-local' | 'metadata' | 'reserved';

/** Which non-global addresses are allowed. Link-local, metadata and reserved ones never are. */
export interface AddressPolicy {
  readonly allowPrivate: boolean;
  readonly allowLoopback: boolean;
}

/** Metadata services that do not live on a link-local address (those are refused as such). */
const METADATA = new Set(
  ['fd00:ec2::254', 'fd20:ce::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'].map((text) =>
    ipaddr.parse(text).toString(),
  ),
);
const KINDS: Readonly<Record<string, AddressKind>> = {
  unicast: 'global',
  loopback: 'loopback',
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'private',
  linkLocal: 'link-local',
};
/** The only IPv6 block that is handed out (RFC 4291): outside it lie forms such as ::127.0.0.1. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What kind of address this is. Reads exactly what a resolver or a parsed URL gives; anything else is `reserved`. */
export function classifyAddress(text: string): AddressKind {
  // parse() also takes octal, hexadecimal and short forms; those never reach a socket unparsed, so refuse them here.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return 'reserved';
  const address = ipaddr.parse(text);
  if (METADATA.has(address.toString())) return 'metadata';
  const kind = KINDS[address.range()] ?? 'reserved';
  if (kind === 'global' && address instanceof ipaddr.IPv6 && !address.match(GLOBAL_IPV6)) return 'reserved';
  return kind;
}

/** Throws OutgoingRefused('address') unless the policy allows the address. `host` is what the person entered. */
export function requireAllowed(address: string, policy: AddressPolicy, host: string = address): void {
  const kind = classifyAddress(address);
  if (kind === 'global') return;
  if (kind === 'private' && policy.allowPrivate) return;
  if (kind === 'loopback' && policy.allowLoopback) return;
  const where = host === address ? host : `${host} (${address})`;
  throw new OutgoingRefused('address', `${where} is ${WORDS[kind]}, which is not allowed here`);
}

const WORDS: Readonly<Record<AddressKind, string>> = {
  global: 'a public address',
  loopback: 'an address of this machine',
  private: 'an address of a private network',
  'link-local': 'a link-local address',
  metadata: 'the address of a cloud metadata service',
  reserved: 'a reserved address',
};

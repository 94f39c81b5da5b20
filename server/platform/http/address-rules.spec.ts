import { type AddressKind, classifyAddress, requireAllowed } from './address-rules.js';
import { OutgoingRefused } from './outgoing-refused.js';

const CASES: Record<AddressKind, string[]> = {
  global: [
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.0',
    '2606:4700::1111',
  ],
  loopback: ['127.0.0.1', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'],
  private: [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    'fc00::1',
    'fd12:3456::1',
  ],
  'link-local': ['169.254.0.1', '169.254.169.254', '169.254.170.2', 'fe80::1', 'febf::1'],
  metadata: [
    'fd00:ec2::254',
    'fd00:0ec2:0::0254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'fd20:ce::254',
  ],
  reserved: [
    ...['0.0.0.0', '0.1.2.3', '255.255.255.255', '224.0.0.1', '239.255.255.250', '240.0.0.1', '192.0.0.8'],
    ...[
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '198.18.0.1',
      '192.88.99.1',
      '192.52.193.1',
      '192.31.196.1',
    ],
    ...[
      '::',
      '::ffff:1.1.1.1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:0:127.0.0.1',
      '::127.0.0.1',
      '::7f00:1',
    ],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '2002:7f00:1::',
      '2001::1',
      '2001:db8::1',
      '2001:2::1',
      '2001:20::1',
    ],
    ...['100::1', 'ff02::1', 'fec0::1', '3fff::1', '5f00::1', '4000::1', '1::1'],
    ...[
      'fe80::1%eth0',
      '127.1',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '2130706433',
      'localhost',
      '',
      '[::1]',
      ' 1.1.1.1',
    ],
  ],
};

describe('address rules', () => {
  const cases = Object.entries(CASES).flatMap(([kind, addresses]) =>
    addresses.map((text) => [text, kind] as const),
  );

  it.each(cases)('takes %p for %s', (address, kind) => {
    // A link-local address with a zone is still link-local to the parser; a URL cannot carry one.
    expect(classifyAddress(address)).toBe(address.includes('%') ? 'link-local' : kind);
  });

  it('allows each kind by its own switch, and the dangerous ones by none', () => {
    const allowed = (kind: AddressKind, allowPrivate: boolean, allowLoopback: boolean) => {
      return CASES[kind].filter((address) => {
        try {
          requireAllowed(address, { allowPrivate, allowLoopback });
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(OutgoingRefused);
          return false;
        }
      }).length;
    };
    expect(allowed('global', false, false)).toBe(CASES.global.length);
    expect([allowed('private', false, true), allowed('private', true, false)]).toEqual([
      0,
      CASES.private.length,
    ]);
    expect([allowed('loopback', true, false), allowed('loopback', false, true)]).toEqual([
      0,
      CASES.loopback.length,
    ]);
    for (const kind of ['link-local', 'metadata', 'reserved'] as const)
      expect(allowed(kind, true, true)).toBe(0);
  });
});

import fc from 'fast-check';
import { networkKey } from './rate-limits.service.js';

describe('C6: the key of a network', () => {
  it.each(['1.2.3.4', '::ffff:1.2.3.4', '::ffff:102:304', '::FFFF:1.2.3.4', '0:0:0:0:0:ffff:102:304'])(
    'is one for all spellings of an IPv4 address: %s',
    (spelling) => expect(networkKey(spelling)).toBe('1.2.3.4'),
  );

  it('tells IPv4 addresses apart', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), (a, b) => {
        expect(networkKey(a) === networkKey(b)).toBe(a === b);
        expect(networkKey(`::ffff:${a}`)).toBe(networkKey(a));
      }),
    );
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
    ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0:0:0:7', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['fe80::1%eth0', 'fe80::2%wlan0', true],
    ['::1', '127.0.0.1', false],
  ])('takes the /64 of an IPv6 address: %s and %s are one: %s', (a, b, same) => {
    expect(networkKey(a) === networkKey(b)).toBe(same);
  });

  it('is one for every address within a /64', () => {
    const part = fc.integer({ min: 0, max: 0xffff });
    const quad = fc.tuple(part, part, part, part).map((parts) => parts.map((p) => p.toString(16)).join(':'));
    fc.assert(
      fc.property(quad, quad, quad, (network, a, b) => {
        // The IPv4-mapped range is IPv4.
        fc.pre(!/^0:0:0:0$/.test(network));
        expect(networkKey(`${network}:${a}`)).toBe(networkKey(`${network}:${b}`));
      }),
    );
  });

  it('is the same for all whose address is not known', () => {
    expect(networkKey(null)).toBe('unknown');
  });
});

import { checkUrl, hostOf, type UrlRules } from './checked-url.js';
import { type HostAddress, resolveChecked } from './resolve-checked.js';

const GATEWAY: UrlRules = { schemes: ['ws', 'wss'], ports: 'any', allowPrivate: true, allowLoopback: true };
const PUBLIC: UrlRules = { schemes: ['https'], ports: [8443], allowPrivate: false, allowLoopback: false };

describe('checkUrl', () => {
  it.each([
    'ws://127.0.0.1:18789',
    'ws://localhost:18789/x',
    'wss://10.1.2.3',
    'ws://[::1]:1/',
    'wss://[fd00::1]/',
  ])('accepts the gateway %s where private addresses are allowed', (text) =>
    expect(checkUrl(text, GATEWAY).href).toContain(text),
  );

  it.each([
    ['ws://169.254.169.254/', 'address'],
    ['ws://[fe80::1]/', 'address'],
    ['ws://[fd00:ec2::254]/', 'address'],
    ['ws://0.0.0.0:18789/', 'address'],
    ['ws://[::ffff:127.0.0.1]/', 'address'],
    ['ws://127.1:18789/', 'url'],
    ['http://127.0.0.1:18789/', 'scheme'],
    ['ws://token@127.0.0.1/', 'credentials'],
  ])('refuses the gateway %s even there: %s', (text, code) => {
    expect(() => checkUrl(text, GATEWAY)).toThrow(expect.objectContaining({ code }));
  });

  it('accepts public https, on the default port and on the listed one', () => {
    for (const text of [
      'https://example.com/a?b#c',
      'https://example.com:8443/',
      'https://1.1.1.1/',
      'https://münchen.de/',
    ]) {
      expect(checkUrl(text, PUBLIC)).toBeInstanceOf(URL);
    }
    expect(() => checkUrl('https://example.com:8444/', PUBLIC)).toThrow(
      expect.objectContaining({ code: 'port' }),
    );
  });

  it('gives the host as a socket wants it', () => {
    expect(hostOf(checkUrl('ws://[::1]:1/', GATEWAY))).toBe('::1');
    expect(hostOf(checkUrl('ws://LocalHost:1/', GATEWAY))).toBe('localhost');
  });
});

describe('resolveChecked', () => {
  const answers = (...addresses: string[]) => {
    return async () =>
      addresses.map((address): HostAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  const policy = { allowPrivate: false, allowLoopback: false };

  it('pins what it checked, for every way of asking', async () => {
    const { lookup, addresses } = await resolveChecked(
      'a.example',
      policy,
      answers('1.1.1.1', '2606:4700::1111'),
    );
    expect(addresses).toHaveLength(2);
    const ask = (host: string, options: object) => {
      return new Promise((resolve) =>
        lookup(host, options, (error, found) => resolve(error?.message ?? found)),
      );
    };
    expect(await ask('a.example', {})).toBe('1.1.1.1');
    expect(await ask('a.example', { family: 6 })).toBe('2606:4700::1111');
    expect(await ask('a.example', { all: true })).toEqual(addresses);
    expect(await ask('b.example', {})).toContain('was not checked');
  });

  it('refuses a host one of whose addresses is forbidden, and one without any', async () => {
    const refused = (...found: string[]) => resolveChecked('a.example', policy, answers(...found));
    await expect(refused('1.1.1.1', '10.0.0.1')).rejects.toMatchObject({ code: 'address' });
    await expect(refused('::ffff:1.1.1.1')).rejects.toMatchObject({ code: 'address' });
    await expect(refused()).rejects.toMatchObject({ code: 'dns' });
    await expect(resolveChecked('127.0.0.1', policy)).rejects.toMatchObject({ code: 'address' });
  });

  it('asks the operating system by default', async () => {
    const local = await resolveChecked('localhost', { allowPrivate: false, allowLoopback: true });
    expect(local.addresses.map(({ address }) => address)).toContain('127.0.0.1');
    const missing = resolveChecked('no-such-host.invalid', policy);
    await expect(missing).rejects.toMatchObject({ code: 'dns' });
  });
});

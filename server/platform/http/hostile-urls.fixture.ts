/**
 * URLs that must never lead to a connection, for tests: spellings of this machine, of private networks and of metadata
 * services, with the tricks known from published advisories. `port` is where the test listens.
 */
export function hostileUrls(port: number): string[] {
  const hosts = [...LOOPBACK, ...UNSPECIFIED, ...PRIVATE, ...METADATA, ...EMBEDDED, ...NAMES];
  return [...hosts.map((host) => `http://${host}:${port}/`), ...tricks(port)];
}

const LOOPBACK = words(`
  127.0.0.1 127.0.0.2 127.127.127.127 127.1 127.0.1 127.000.000.001 0127.0.0.1 127.0.0.1. 2130706433
  017700000001 0x7f000001 0X7F000001 0x7f.1 0x7f.0.0.1 0177.0.0.1 0177.1 0x7f.0x0.0x0.0x1
  0177.0000.0000.0001 127.0x1 127.65535 0x7f.0.1 00000177.0.0.1 2130706434 [::1] [0:0:0:0:0:0:0:1]
  [0000:0000:0000:0000:0000:0000:0000:0001] [::0001] [::0.0.0.1] １２７.０.０.１ 127。0。0。1 127．0．0．1
  127｡0｡0｡1 ①②⑦.⓪.⓪.① 𝟭𝟮𝟳.𝟬.𝟬.𝟭 %31%32%37.0.0.1 127.0.0.%31 127%2e0%2e0%2e1 0x7f%2e1
`);
const UNSPECIFIED = words(`
  0.0.0.0 0 00 0x0 0.0 0.1 0.0.0.1 [::] [0::0] [::0.0.0.0] 255.255.255.255
`);
const PRIVATE = words(`
  10.0.0.1 10.1 0xa.1 012.0.0.1 167772161 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1 3232235521
  0xc0a80001 0300.0250.0.1 100.64.0.1 198.18.0.1 224.0.0.1 240.0.0.1 192.0.2.1 [fc00::1] [fd00::1]
  [fdff:ffff::1] [fe80::1] [febf::1] [fec0::1] [ff02::1] [fe80::1%25eth0] [fe80::1%eth0] [::1%25lo]
`);
const METADATA = words(`
  169.254.169.254 169.254.43518 169.16689662 2852039166 0xa9fea9fe 0xa9.0xfe.0xa9.0xfe
  0251.0376.0251.0376 0251.254.169.254 025177524776 169.254.170.2 １６９.２５４.１６９.２５４ 169。254。169。254
  [fd00:ec2::254] [fd20:ce::254] 100.100.100.200 168.63.129.16 192.0.0.192 metadata.google.internal
  [::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe]
`);
const EMBEDDED = words(`
  [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::FFFF:127.0.0.1]
  [::ffff:0:127.0.0.1] [::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1]
  [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:0001::1] [2002:a9fe:a9fe::] [2002:c0a8:1::]
  [2001:0:7f00:1::] [::ffff:10.0.0.1] [2001:db8::1] [100::1] [5f00::1] [3fff::1]
`);
const NAMES = words(`
  localhost LOCALHOST localhost. LocalHost. a.localhost deep.er.localhost ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ
  loc%61lhost localhost%2e points-home.example 127.0.0.1.points-home.example six.example
  mapped.example mixed.example ip6-localhost localhost.localdomain xn--localhost-.example
  lo\u00adcalhost
`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function tricks(port: number): string[] {
  const here = `127.0.0.1:${port}`;
  return [
    ...[`http://user@${here}/`, `http://user:password@${here}/`, `http://@${here}/`, `http://:@${here}/`],
    ...[`http://example.com@${here}/`, `http://example.com:80@${here}/`, `http://example.com%40${here}/`],
    ...[`http://${here}#@example.com/`, `http://${here}?@example.com/`, `http://${here}\\@example.com/`],
    ...[
      `http://example.com\\@${here}/`,
      `http:\\\\${here}/`,
      `http:/${here}/`,
      `http:${here}/`,
      `http:////${here}/`,
    ],
    ...[
      `\\\\${here}/`,
      `//${here}/`,
      `${here}/`,
      ` http://${here}/`,
      `http://${here}/ `,
      `\thttp://${here}/`,
    ],
    ...[
      `ht\ntp://${here}/`,
      `http://127.0\t.0.1:${port}/`,
      `http://127.0.0.1\r\n:${port}/`,
      `http://${here}/\u0000`,
    ],
    ...[
      `http://127.0.0.1\u200b:${port}/`,
      `http://\u202e127.0.0.1:${port}/`,
      `http://127.0.0.1:${port}\ufeff/`,
    ],
    ...[
      `HTTP://${here}/`,
      `hTtP://${here}/`,
      `https://${here}/`,
      `http://127.0.0.1:0${port}/`,
      `http://127.0.0.1:+${port}/`,
    ],
    ...[
      `ws://${here}/`,
      `ftp://${here}/`,
      `file:///etc/passwd`,
      `file://127.0.0.1/etc/passwd`,
      `gopher://${here}/_x`,
    ],
    ...[
      `data:text/plain,hello`,
      `javascript:alert(1)`,
      `blob:http://${here}/x`,
      `jar:http://${here}!/`,
      `dict://${here}/`,
    ],
    ...[
      `http://`,
      `http:///`,
      `http://:${port}/`,
      `http://[::1:${port}/`,
      `http://.127.0.0.1:${port}/`,
      `http://127..1:${port}/`,
    ],
    ...[
      `http://127.0.0.1:99999/`,
      `http://${'a'.repeat(3_000)}/`,
      `unix:///var/run/docker.sock`,
      `http://unix:/x`,
    ],
    ...['', '/', 'about:blank', `http://[::ffff:127.0.0.1]:${port}/`, `view-source:http://${here}/`],
  ];
}

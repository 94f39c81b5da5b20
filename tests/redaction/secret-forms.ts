import type { Dice } from './dice.js';

/** A kind of secret, described by its form as its issuer documents it; rolled when a test runs, never written down. */
export interface SecretForm {
  readonly name: string;
  roll(dice: Dice): string;
}

// Prefixes are written in two parts so that no scanner of this repository takes the description for the thing.
const join = (...parts: string[]) => parts.join('');
const form = (name: string, roll: (dice: Dice) => string): SecretForm => ({ name, roll });

/** Secrets with a form of their own. */
export const STRUCTURED: readonly SecretForm[] = [
  form('github classic', (d) => join('gh', d.pick(['p', 'o', 'u', 's', 'r']), '_', d.alnum(36))),
  form('github fine-grained', (d) => join('github', '_pat_', d.alnum(22), '_', d.alnum(59))),
  form('gitlab personal', (d) => join('gl', 'pat-', d.url(20))),
  form('gitlab runner', (d) => join('gl', 'rt-', d.url(20))),
  form('bitbucket', (d) => join('AT', 'BB', d.alnum(32))),
  form('atlassian', (d) => join('ATA', 'TT3', 'xFfGF0', d.url(170), '=', d.upper(8))),
  form('npm', (d) => join('np', 'm_', d.alnum(36))),
  form('pypi', (d) => join('py', 'pi-AgEIcHlwaS5vcmc', d.url(150))),
  form('rubygems', (d) => join('ruby', 'gems_', d.hex(48))),
  form('docker hub', (d) => join('dckr', '_pat_', d.url(27))),
  form('circleci', (d) => join('CCI', 'PAT_', d.alnum(22), '_', d.hex(40))),
  form('sourcegraph', (d) => join('sg', 'p_', d.hex(16), '_', d.hex(40))),
  form('sentry user', (d) => join('sn', 'tryu_', d.hex(64))),
  form('linear', (d) => join('lin', '_api_', d.alnum(40))),
  form('postman', (d) => join('PM', 'AK-', d.hex(24), '-', d.hex(34))),
  form('figma', (d) => join('fi', 'gd_', d.url(40))),
  form('notion', (d) => join('nt', 'n_', d.digits(11), d.alnum(35))),
  form('airtable', (d) => join('pa', 't', d.alnum(14), '.', d.hex(64))),
  form('aws access key', (d) =>
    join(d.pick(['AK', 'AS']), 'IA', d.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)),
  ),
  form('google api key', (d) => join('AI', 'za', d.url(35))),
  form('google oauth secret', (d) => join('GOC', 'SPX-', d.url(28))),
  form('google access token', (d) => join('ya', '29.', d.url(160))),
  form('azure client secret', (d) => join(d.alnum(3), '8', 'Q~', d.url(34))),
  form('digitalocean', (d) => join('do', d.pick(['p', 'o', 'r']), '_v1_', d.hex(64))),
  form('alibaba', (d) => join('LT', 'AI', d.alnum(20))),
  form('heroku', (d) => join('HR', 'KU-', d.uuid())),
  form('fly', (d) => join('f', 'o1_', d.url(43))),
  form('netlify', (d) => join('nf', 'p_', d.alnum(36))),
  form('supabase', (d) => join('sb', 'p_', d.hex(40))),
  form('planetscale', (d) => join('pscale', '_pw_', d.url(43))),
  form('databricks', (d) => join('da', 'pi', d.hex(32))),
  form('vault service', (d) => join('hv', 's.', d.url(90))),
  form('terraform cloud', (d) => join(d.alnum(14), '.atlas', 'v1.', d.url(67))),
  form('pulumi', (d) => join('pu', 'l-', d.hex(40))),
  form('doppler', (d) => join('dp', '.pt.', d.alnum(43))),
  form('tailscale', (d) => join('ts', 'key-auth-', d.alnum(12), '-', d.alnum(32))),
  form('dynatrace', (d) => join('dt', '0c01.', d.upper(24), '.', d.upper(64))),
  form('new relic', (d) => join('NR', 'AK-', d.upper(27))),
  form('grafana', (d) => join('gl', 'sa_', d.alnum(32), '_', d.hex(8))),
  form('age', (d) => join('AGE-SECRET', '-KEY-1', d.characters('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58))),
  form('anthropic', (d) => join('sk-', 'ant-api03-', d.url(93), 'AA')),
  form('openai project', (d) => join('sk-', 'proj-', d.url(74), 'T3Blbk', 'FJ', d.url(74))),
  form('openai legacy', (d) => join('sk', '-', d.alnum(20), 'T3Blbk', 'FJ', d.alnum(20))),
  form('openrouter', (d) => join('sk-', 'or-v1-', d.hex(64))),
  form('hugging face', (d) => join('h', 'f_', d.alnum(34))),
  form('replicate', (d) => join('r', '8_', d.alnum(37))),
  form('groq', (d) => join('gs', 'k_', d.alnum(52))),
  form('xai', (d) => join('xa', 'i-', d.alnum(80))),
  form('langsmith', (d) => join('ls', 'v2_pt_', d.hex(32), '_', d.hex(10))),
  form('slack bot', (d) => join('xo', 'xb-', d.digits(12), '-', d.digits(13), '-', d.alnum(24))),
  form('slack app', (d) => join('xa', 'pp-1-A', d.upper(10), '-', d.digits(13), '-', d.hex(64))),
  form('slack webhook', (d) =>
    join('hooks.', 'slack.com/services/T', d.upper(8), '/B', d.upper(10), '/', d.alnum(24)),
  ),
  form('discord bot', (d) =>
    join(Buffer.from(`1${d.digits(17)}`).toString('base64url'), '.', d.url(6), '.', d.url(38)),
  ),
  form('telegram', (d) => join('7', d.digits(9), ':A', 'A', d.url(33))),
  form('sendgrid', (d) => join('S', 'G.', d.url(22), '.', d.url(43))),
  form('mailchimp', (d) => join(d.hex(32), '-u', 's', d.pick(['1', '12', '21']))),
  form('stripe', (d) => join(d.pick(['sk', 'rk']), '_li', 've_', d.alnum(99))),
  form('stripe webhook', (d) => join('wh', 'sec_', d.alnum(32))),
  form('shopify', (d) => join('sh', 'pat_', d.hex(32))),
  form('square', (d) => join('sq0', 'csp-', d.url(43))),
  form('twilio', (d) => join('S', 'K', d.hex(32))),
  form('plaid', (d) => join('access', '-production-', d.uuid())),
  form('hubspot', (d) => join('pat', '-na1-', d.uuid())),
  form('clawbutler', (d) => join('cb', '_service_', d.url(43))),
  form('jwt', (d) =>
    [
      { alg: 'HS256', typ: 'JWT' },
      { sub: d.alnum(10), exp: 1_900_000_000 },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(d.base64url(32))
      .join('.'),
  ),
  form('private key', (d) => {
    const body = d
      .base64(240)
      .match(/.{1,64}/g)
      ?.join('\n');
    return join('-----BEGIN ', 'PRIVATE KEY-----\n', body ?? '', '\n-----END ', 'PRIVATE KEY-----');
  }),
];

/** Secrets that only look random; what says that they are secrets is the name beside them. */
export const GENERIC: readonly SecretForm[] = [
  form('hexadecimal key', (d) => d.hex(32)),
  form('long hexadecimal key', (d) => d.hex(64)),
  form('base64 key', (d) => d.base64(33)),
  form('letters and digits', (d) => d.alnum(24)),
  form('small letters and digits', (d) => d.lower(32)),
  form('url-safe', (d) => d.url(40)),
  form('uuid', (d) => d.uuid()),
  form('generated password', (d) =>
    join(d.alnum(7), d.pick(['!', '#', '@', '%', '*']), d.alnum(7), d.digits(1)),
  ),
  form('human password', (d) =>
    join(
      d.pick(['Winter', 'Summer', 'Dragon', 'Monkey', 'Purple', 'Rocket']),
      d.pick(['Sun', 'Fox', 'Bear', 'Tree']),
      d.digits(3),
      d.pick(['!', '#', '*', '@']),
    ),
  ),
  form('long mixed', (d) => join(d.alnum(20), '.', d.alnum(20))),
];

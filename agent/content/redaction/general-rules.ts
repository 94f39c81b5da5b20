import type { SecretRule } from './secret-rule.js';
import { isPlaceholder } from './randomness.js';

/** Characters a PEM body may be written with, raw or escaped. */
const pemBody = '[A-Za-z0-9+/=\\s\\\\,:"\'.-]';

/** Secrets of no vendor: keys, tokens by standard, credentials in headers, addresses and files. */
export const GENERAL_RULES: readonly SecretRule[] = [
  {
    // Without its end (cut off, or too long), whatever looks like its body goes.
    kind: 'private-key',
    structured: true,
    anchors: ['-----BEGIN'],
    pattern: new RegExp(
      `-----BEGIN[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----${pemBody}{0,16000}(?:-----END[A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?`,
      'y',
    ),
  },
  {
    kind: 'private-key',
    structured: true,
    anchors: ['Private-Lines:'],
    pattern: /Private-Lines: [0-9]{1,3}(?<secret>[A-Za-z0-9+/=\s]{40,8000})/y,
  },
  {
    kind: 'wireguard-key',
    structured: true,
    anchors: ['PrivateKey', 'PresharedKey'],
    pattern: /(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}(?<secret>[A-Za-z0-9+/]{42}[A-Za-z0-9+/=]{1,2})/y,
  },
  {
    kind: 'jwt',
    structured: true,
    anchors: ['eyJ'],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{10,1400}/y,
  },
  {
    // JSON Web Encryption: five parts, the second may be empty.
    kind: 'jwt',
    structured: true,
    anchors: ['eyJ'],
    pattern:
      /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{16,2000}\.[A-Za-z0-9_-]{0,800}\.[A-Za-z0-9_-]{10,64}\.[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{16,64}/y,
  },
  {
    kind: 'authorization',
    structured: true,
    anchors: ['authorization'],
    pattern:
      /authorization["'\]\\]{0,4}\s{0,4}[:=,]\s{0,4}[\\"'`]{0,3}(?:basic|bearer|token|apikey|bot|digest|negotiate)\s{1,3}(?<secret>[A-Za-z0-9._~+/:=-]{8,4096})/iy,
    accepts: (secret) => !isPlaceholder(secret) && /[0-9A-Z=]/.test(secret),
  },
  {
    kind: 'authorization',
    structured: true,
    anchors: ['bearer '],
    pattern: /bearer\s(?<secret>[A-Za-z0-9._~+/=-]{20,4096})/iy,
    accepts: (secret) => !isPlaceholder(secret) && /[0-9]/.test(secret) && /[a-z]/i.test(secret),
  },
  {
    kind: 'url-password',
    structured: true,
    anchors: ['://'],
    pattern: /:\/\/[^\s/:@"'`<>(){}[\],]{0,100}:(?<secret>[^\s/@"'`<>(){}[\],|]{3,200})@[A-Za-z0-9[]/y,
    accepts: (secret) => !isPlaceholder(secret),
  },
  {
    kind: 'netrc-password',
    structured: true,
    anchors: ['machine '],
    pattern: /machine \S{1,100}\s{1,8}login \S{1,100}\s{1,8}password (?<secret>\S{4,200})/y,
    accepts: (secret) => !isPlaceholder(secret),
  },
  {
    kind: 'docker-login',
    structured: true,
    anchors: ['"auth"'],
    pattern: /"auth"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9+/]{16,400}={0,2})"/y,
    accepts: (secret) => Buffer.from(secret, 'base64').includes(':'),
  },
];

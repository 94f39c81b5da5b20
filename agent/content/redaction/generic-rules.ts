import { looksLikePassword, looksRandom } from './randomness.js';
import type { SecretRule } from './secret-rule.js';

const names =
  'passphrase|password|passwd|pwd|secret|token|credential|api[_.-]?key|access[_.-]?key|auth[_.-]?key|private[_.-]?key|encryption[_.-]?key|signing[_.-]?key|master[_.-]?key|account[_.-]?key|app[_.-]?key|session[_.-]?key|salt';
const anchors = [
  'pass',
  'pwd',
  'secr',
  'toke',
  'cred',
  'api',
  'acce',
  'auth',
  'priv',
  'encr',
  'sign',
  'mast',
  'acco',
  'app',
  'sess',
  'salt',
];

/** From the name to the value: the rest of the name, quotes, and what says "is". */
const is = `[\\w.-]{0,16}["'\\]\\\\]{0,4}\\s{0,8}(?:=>|:=|==|[=:>])\\s{0,8}`;
const quoted = `\\\\{0,3}["'\`](?<secret>[^"'\`\\s\\\\]{8,2048})`;
const bare = `(?<secret>[^\\s"'\`\\\\,;<>(){}[\\]|&]{8,2048})`;
const generic = { kind: 'secret', structured: false };

/** `PASSWORD=…` and relatives: the name says that it is a secret, the value looks like one. */
export const GENERIC_RULES: readonly SecretRule[] = [
  { ...generic, anchors, pattern: new RegExp(`(?:${names})${is}${quoted}`, 'iy'), accepts: looksRandom },
  { ...generic, anchors, pattern: new RegExp(`(?:${names})${is}${bare}`, 'iy'), accepts: looksRandom },
  {
    ...generic,
    anchors: ['pass', 'pwd'],
    pattern: new RegExp(`(?:pass(?:word|wd|phrase)?|pwd)${is}${quoted}`, 'iy'),
    accepts: looksLikePassword,
  },
  {
    ...generic,
    anchors: ['pass', 'pwd'],
    pattern: new RegExp(`(?:pass(?:word|wd|phrase)?|pwd)${is}${bare}`, 'iy'),
    accepts: (secret) => looksLikePassword(secret) && /[^\w./:-]/.test(secret),
  },
  {
    // A line of an environment file may hold any character.
    ...generic,
    anchors: ['PASS', 'SECR', 'TOKE', 'KEY=', 'PWD=', 'CRED'],
    pattern:
      /(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|KEY|PWD|CREDENTIALS?)[A-Z0-9_]{0,16}=(?<secret>[^\s"'`\\]{8,2048})/y,
    accepts: (secret) => looksRandom(secret) || looksLikePassword(secret),
  },
  {
    ...generic,
    anchors: [' --'],
    pattern: / --[\w-]{0,30}(?:password|passwd|secret|token|api-?key)[ =]["']?(?<secret>[^\s"'`\\]{8,512})/iy,
    accepts: (secret) => looksRandom(secret) || looksLikePassword(secret),
  },
];

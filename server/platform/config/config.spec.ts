import { readFileSync } from 'node:fs';
import { ConfigError } from './config-error.js';
import { loadConfig } from './config.js';

const documentation = readFileSync('docs/configuration.md', 'utf8');
const database = { CLAWBUTLER_DATABASE_URL: 'postgres://user:pw@db/clawbutler' };

/** Every variable that is looked at, found by watching. */
function keysRead(): string[] {
  const seen = new Set<string>();
  const watched = new Proxy({ ...database } as Record<string, string>, {
    get: (target, key) => {
      seen.add(String(key));
      return target[String(key)];
    },
  });
  loadConfig(watched);
  return [...seen];
}

function problemOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return 'no problem';
}

/** A value that is wrong for each variable that can be wrong. */
const wrong: [key: string, value: string, expects: RegExp][] = [
  ['CLAWBUTLER_PORT', '65536', /a whole number from 0 to 65535/],
  ['CLAWBUTLER_PORT', '46e', /a whole number/],
  ['CLAWBUTLER_PUBLIC_URL', 'ftp://x', /http:\/\/ or https:\/\//],
  ['CLAWBUTLER_ALLOWED_ORIGINS', 'https://a.example, b.example', /origins like/],
  ['CLAWBUTLER_ALLOWED_ORIGINS', 'https://a.example/path', /origins like/],
  ['CLAWBUTLER_TRUSTED_PROXIES', '-1', /from 0 to 10/],
  ['CLAWBUTLER_MODE', 'hosted', /one of self_hosted, cloud/],
  ['CLAWBUTLER_ROLE', 'web', /one of all, api, worker/],
  ['NODE_ENV', 'staging', /one of development, production, test/],
  ['CLAWBUTLER_DATABASE_URL', 'mysql://x', /postgres:\/\//],
  ['CLAWBUTLER_DATABASE_URL', '', /postgres:\/\//],
  ['CLAWBUTLER_DATABASE_OWNER_URL', 'x', /postgres:\/\//],
  ['CLAWBUTLER_DATABASE_POOL', '1', /from 2 to 200/],
  ['CLAWBUTLER_VALKEY_URL', 'http://x', /redis:\/\//],
  ['CLAWBUTLER_MASTER_KEY', 'hunter2', /64 hex digits/],
  ['CLAWBUTLER_MASTER_KEY_PREVIOUS', `${'a'.repeat(64)},hunter2`, /64 hex digits/],
  ['CLAWBUTLER_METRICS_TOKEN', 'hunter2', /at least 16 characters/],
  ['CLAWBUTLER_SMTP_URL', 'mail.example', /smtp:\/\//],
  ['CLAWBUTLER_MAIL_FROM', 'nobody', /e-mail address/],
  ['CLAWBUTLER_LOG_LEVEL', 'verbose', /one of debug, info, warn, error/],
];
/** Anything goes: a name or a path shows itself to be wrong only when it is used. */
const free = ['CLAWBUTLER_HOST', 'CLAWBUTLER_DATA_DIR', 'CLAWBUTLER_CHECKPOINT_DIR', 'CLAWBUTLER_SUPERVISED'];

describe('the configuration', () => {
  it.each(wrong)(
    'with a wrong %s (%j) says so, what is expected and where to read on',
    (key, value, expects) => {
      const message = problemOf({ ...database, [key]: value });
      expect(message).toMatch(new RegExp(`^${key} is `));
      expect(message).toMatch(expects);
      expect(message).toContain(`docs/configuration.md#${key.toLowerCase()}`);
      expect(message).not.toContain('hunter2');
    },
  );

  it('names all that is wrong at once', () => {
    const message = problemOf({ CLAWBUTLER_PORT: 'x', CLAWBUTLER_MODE: 'y' });
    expect(message.split('\n')).toHaveLength(3);
  });

  it('never echoes the password in a URL', () => {
    expect(problemOf({ CLAWBUTLER_DATABASE_URL: 'mysql://root:hunter2@db/x' })).not.toContain('hunter2');
  });

  it('is tried with a wrong value for every variable', () => {
    expect([...new Set([...wrong.map(([key]) => key), ...free])].sort()).toEqual(keysRead().sort());
  });

  it('documents every variable under a heading of its own name, and no other', () => {
    const headings = [...documentation.matchAll(/^### (\S+)$/gm)].map(([, key]) => key!);
    expect(headings.sort()).toEqual(keysRead().sort());
  });

  it('derives the public address from host and port', () => {
    expect(loadConfig({ ...database, CLAWBUTLER_HOST: '::1', CLAWBUTLER_PORT: '80' }).publicUrl).toBe(
      'http://[::1]:80',
    );
    expect(loadConfig({ ...database, CLAWBUTLER_HOST: '0.0.0.0' }).publicUrl).toBe('http://localhost:4600');
    expect(loadConfig({ ...database, CLAWBUTLER_PUBLIC_URL: 'https://b.example/' }).publicUrl).toBe(
      'https://b.example',
    );
  });
});

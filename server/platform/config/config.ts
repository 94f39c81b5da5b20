import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseMasterKey } from '../crypto/master-key.js';
import { ConfigError, type ConfigProblem } from './config-error.js';
import { readers } from './config-readers.js';

/** Everything the server may be told from outside. One instance per process, built once at the entry point. */
export interface Config {
  readonly mode: 'self_hosted' | 'cloud';
  /** `all` runs API and worker in one process; `api` and `worker` are for replicas. */
  readonly role: 'all' | 'api' | 'worker';
  readonly environment: 'development' | 'production' | 'test';
  readonly host: string;
  readonly port: number;
  /** Origin people type, without a trailing slash; links and the Origin allow-list derive from it. */
  readonly publicUrl: string;
  /** Further allowed browser origins. */
  readonly allowedOrigins: readonly string[];
  /** Number of trusted reverse proxies in front; 0 ignores X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly databasePoolSize: number;
  /** Null selects PostgreSQL for queue and live. */
  readonly valkeyUrl: string | null;
  readonly masterKey: string | null;
  readonly masterKeyPrevious: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly metricsToken: string | null;
  /** Second place checkpoints are appended to, outside the database; null for the data directory only. */
  readonly checkpointDir: string | null;
  readonly supervised: boolean;
}

/**
 * Reads and validates the environment.
 * @param env usually `process.env`
 * @throws ConfigError naming every wrong key, what it expects and where it is documented.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const problems: ConfigProblem[] = [];
  const read = readers(env, problems);
  const host = read.text('CLAWBUTLER_HOST', '127.0.0.1');
  const port = read.integer('CLAWBUTLER_PORT', 4600, [0, 65535]);
  const databaseUrl = read.url('CLAWBUTLER_DATABASE_URL', ['postgres:', 'postgresql:'], null);
  const config: Config = {
    mode: read.choice('CLAWBUTLER_MODE', ['self_hosted', 'cloud'], 'self_hosted'),
    role: read.choice('CLAWBUTLER_ROLE', ['all', 'api', 'worker'], 'all'),
    environment: read.choice('NODE_ENV', ['development', 'production', 'test'], 'production'),
    host,
    port,
    publicUrl: (
      read.url('CLAWBUTLER_PUBLIC_URL', ['http:', 'https:'], null) ?? defaultPublicUrl(host, port)
    ).replace(/\/+$/, ''),
    allowedOrigins: read.origins('CLAWBUTLER_ALLOWED_ORIGINS'),
    trustedProxies: read.integer('CLAWBUTLER_TRUSTED_PROXIES', 0, [0, 10]),
    dataDir: read.text('CLAWBUTLER_DATA_DIR', join(homedir(), '.clawbutler')),
    databaseUrl: databaseUrl ?? read.missing('CLAWBUTLER_DATABASE_URL', 'a postgres:// URL'),
    databaseOwnerUrl:
      read.url('CLAWBUTLER_DATABASE_OWNER_URL', ['postgres:', 'postgresql:'], null) ?? databaseUrl ?? '',
    databasePoolSize: read.integer('CLAWBUTLER_DATABASE_POOL', 16, [2, 200]),
    valkeyUrl: read.url('CLAWBUTLER_VALKEY_URL', ['redis:', 'rediss:'], null),
    masterKey: read.secret('CLAWBUTLER_MASTER_KEY', masterKeyForm, isMasterKey),
    masterKeyPrevious: read.secret(
      'CLAWBUTLER_MASTER_KEY_PREVIOUS',
      `${masterKeyForm}; several separated by commas`,
      (value) => value.split(',').every((part) => part.trim() === '' || isMasterKey(part)),
    ),
    smtpUrl: read.url('CLAWBUTLER_SMTP_URL', ['smtp:', 'smtps:'], null),
    mailFrom: read.matching('CLAWBUTLER_MAIL_FROM', 'clawbutler@localhost', [
      /^[^\r\n]*[^\s@]+@[^\s@]+$/,
      'an e-mail address',
    ]),
    logLevel: read.choice('CLAWBUTLER_LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    metricsToken: read.secret('CLAWBUTLER_METRICS_TOKEN', 'at least 16 characters without spaces', (value) =>
      /^[\x21-\x7e]{16,}$/.test(value),
    ),
    checkpointDir: read.optionalText('CLAWBUTLER_CHECKPOINT_DIR'),
    supervised: env.CLAWBUTLER_SUPERVISED === '1',
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const masterKeyForm = '32 bytes as 64 hex digits or base64 (try: openssl rand -hex 32)';

function isMasterKey(text: string): boolean {
  try {
    parseMasterKey(text, 'the key');
    return true;
  } catch {
    return false;
  }
}

function defaultPublicUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

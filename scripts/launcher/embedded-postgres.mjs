import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { startGuarded } from './guard.mjs';
import { chooseAccount, ownedFolder } from './postgres-account.mjs';
import { postgresPackage } from './postgres-binaries.mjs';
import { settlePreviousRun } from './postgres-recovery.mjs';
import { accessMap, accessRules, clusterOptions, settings } from './postgres-settings.mjs';
import { socketFolder } from './postgres-socket.mjs';
import { eventually, isAlive, signal } from './processes.mjs';

const startTimeoutMs = 60_000;

/** @param {import('./postgres-account.mjs').Account} account */
const spawnOptions = (account) => ({
  ...account.ids,
  cwd: '/',
  env: {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    HOME: '/',
    ...(account.mode === 'direct' ? { HOME: process.env.HOME } : {}),
  },
});

const binary = (account, name) => [...account.prefix, path.join(account.packageDir, 'native/bin', name)];

/** The database cluster, made whole or not at all: an interrupted attempt leaves nothing that looks like one. */
function createCluster(account, cluster, throwAway) {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  const fresh = `${cluster}.new`;
  rmSync(fresh, { recursive: true, force: true });
  ownedFolder(account, fresh);
  const [command, ...args] = [
    ...binary(account, 'initdb'),
    '-D',
    fresh,
    ...clusterOptions,
    ...(throwAway ? ['--no-sync'] : []),
  ];
  const result = spawnSync(command, args, { ...spawnOptions(account), encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(
      `PostgreSQL could not create its files in ${fresh}: ${result.stderr || result.error?.message}`,
    );
  renameSync(fresh, cluster);
}

/** The last lines that PostgreSQL wrote since a position in its log. */
const logSince = (file, position) =>
  readFileSync(file).subarray(position).toString('utf8').trim().split('\n').slice(-8).join('\n');

/** @returns {boolean} does postmaster.pid say that exactly this process accepts connections? */
function acceptsConnections(cluster, pid) {
  try {
    const lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

async function launch(account, { cluster, socketDir, logFile, throwAway }) {
  const log = openSync(logFile, 'a', 0o600);
  const position = statSync(logFile).size;
  const command = [...binary(account, 'postgres'), '-D', cluster, ...settings({ socketDir, throwAway })];
  const guarded = await startGuarded(command, { ...spawnOptions(account), stderr: log }).finally(() =>
    closeSync(log),
  );
  const ready = await eventually(
    () => acceptsConnections(cluster, guarded.pid) || !isAlive(guarded.pid),
    startTimeoutMs,
  );
  if (ready && acceptsConnections(cluster, guarded.pid)) return guarded;
  guarded.interrupt();
  throw new Error(`PostgreSQL did not start:\n${logSince(logFile, position)}`);
}

/**
 * A PostgreSQL of our own that runs.
 * @typedef {object} EmbeddedPostgres
 * @property {(role: string, database: string) => string} url connection string over the private socket
 * @property {string} mode how it is run (see Account)
 * @property {number} pid of the postmaster
 * @property {Promise<number | null>} exited settles when it is gone, for whatever reason
 * @property {() => Promise<void>} stop disconnects everybody, writes a checkpoint, ends
 * @property {() => void} hurry ends at once; the next start recovers from the log
 */

/**
 * Starts PostgreSQL on its files inside a data directory, creating them the first time and clearing up after a run
 * that ended badly. It ends when this process does.
 * @param {{ dataDir: string, logFile: string, throwAway?: boolean }} options `throwAway`: for tests, trades durability for speed
 * @returns {Promise<EmbeddedPostgres>}
 * @throws with PostgreSQL's own last words
 */
export async function startEmbeddedPostgres({ dataDir, logFile, throwAway = false }) {
  const home = realpathSync(dataDir);
  const packageDir = await postgresPackage(home);
  const account = chooseAccount(packageDir, home);
  const cluster = path.join(account.home, 'postgres');
  mkdirSync(path.dirname(logFile), { recursive: true, mode: 0o700 });
  createCluster(account, cluster, throwAway);
  await settlePreviousRun(cluster);
  ownedFolder(account, cluster);
  const socketDir = socketFolder(account, home);
  writeFileSync(path.join(cluster, 'pg_hba.conf'), accessRules);
  writeFileSync(path.join(cluster, 'pg_ident.conf'), accessMap(account.peers));
  const guarded = await launch(account, { cluster, socketDir, logFile, throwAway });
  return {
    url: (role, database) => `postgres://${role}@/${database}?host=${encodeURIComponent(socketDir)}`,
    mode: account.mode,
    pid: guarded.pid,
    exited: guarded.exited,
    stop: async () => {
      guarded.interrupt();
      await guarded.exited;
    },
    hurry: () => signal(guarded.pid, 'SIGQUIT'),
  };
}

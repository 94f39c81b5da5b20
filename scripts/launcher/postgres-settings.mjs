/** Enough for a server, a worker and their pools on a small machine; each idle backend costs about 5 MB. */
const small = {
  shared_buffers: '64MB',
  max_connections: '60',
  work_mem: '8MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '80MB',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  max_parallel_workers_per_gather: '1',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
};

/** Nothing may be lost that was acknowledged. These are the defaults; saying so keeps a stray configuration file out. */
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** For databases that are thrown away with the test run. */
const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/**
 * @param {{ socketDir: string, throwAway: boolean }} place
 * @returns {string[]} command line of `postgres`; no TCP at all, a socket in a private folder only
 */
export function settings({ socketDir, throwAway }) {
  const all = {
    ...small,
    ...durable,
    ...(throwAway ? fleeting : {}),
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    logging_collector: 'off',
    password_encryption: 'scram-sha-256',
  };
  return Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

/** Arguments of `initdb`: sorting by code point in every place, whatever locales the machine has. */
export const clusterOptions = [
  '--username=postgres',
  '--auth-local=peer',
  '--auth-host=reject',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
];

/** Who may log in: only the account that started us, over the socket, in whatever role it asks for. */
export const accessRules = 'local all all peer map=clawbutler\n';

/** @param {string[]} peers operating-system names of that account */
export const accessMap = (peers) => peers.map((name) => `clawbutler "${name}" all\n`).join('');

// Runs before anything is installed: only modules of Node itself may be imported here, directly or indirectly.
import path from 'node:path';
import { assertFree, readAddress } from './launcher/address.mjs';
import { ensureBuilt, ensureInstalled, stopChildren } from './launcher/bootstrap.mjs';
import { findDataDirectory, makePrivate } from './launcher/data-directory.mjs';
import { lockDataDirectory } from './launcher/instance-lock.mjs';
import { migrate } from './launcher/migrate.mjs';
import { serverLog } from './launcher/server-log.mjs';
import { createShutdown } from './launcher/shutdown.mjs';
import { Supervisor } from './launcher/supervise.mjs';
import { complain, PlainError, say } from './launcher/terminal.mjs';
import { inProject } from './project.mjs';

const shutdown = createShutdown(say);

function fail(error) {
  if (shutdown.stopping()) return;
  complain(error instanceof PlainError ? `\n${error.message}` : `\n${error.stack ?? error}`);
  void shutdown.run(1);
}

/** Everything the server needs to know; what the operator set wins over our defaults. */
const serverEnvironment = ({ dataDir, address, database }) => ({
  NODE_ENV: 'production',
  // Node 22 and later keep compiled code there; earlier ones ignore it.
  NODE_COMPILE_CACHE: inProject('dist', '.compile-cache'),
  ...process.env,
  ...database.env,
  CLAWBUTLER_DATA_DIR: dataDir,
  CLAWBUTLER_HOST: address.host,
  CLAWBUTLER_PORT: String(address.port),
  CLAWBUTLER_SUPERVISED: '1',
});

/** Build and database do not need one another. If either fails, the other is still stopped in order. */
async function prepare(dataDir, onRestart) {
  const { openDatabase } = await import('./launcher/database.mjs');
  const opening = openDatabase({
    dataDir,
    say,
    onRestart,
    onGivingUp: (reason) => fail(new PlainError(reason)),
  });
  const noted = opening.then((database) => shutdown.add(database));
  const [built, opened] = await Promise.allSettled([ensureBuilt(say), opening, noted]);
  for (const result of [built, opened]) if (result.status === 'rejected') throw result.reason;
  return opened.value;
}

function assertSupported() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new PlainError(`ClawButler needs Node 20.19 or newer; this is ${process.version}.`);
  if (process.platform === 'win32')
    throw new PlainError('On Windows, start ClawButler inside WSL or with Docker.');
}

async function main() {
  const started = performance.now();
  assertSupported();
  const address = readAddress();
  const dataDir = findDataDirectory();
  const lock = await lockDataDirectory(dataDir);
  shutdown.add({ stop: lock.release });
  shutdown.listen();
  shutdown.add({ stop: stopChildren });
  makePrivate(dataDir);
  await assertFree(address);
  say(`ClawButler · data in ${dataDir}`);
  await ensureInstalled(say);
  let supervisor;
  const database = await prepare(dataDir, () => supervisor?.restart());
  if (shutdown.stopping()) return;
  const env = serverEnvironment({ dataDir, address, database });
  await migrate(env);
  const log = serverLog({
    file: path.join(dataDir, 'logs', 'server.log'),
    everything: env.CLAWBUTLER_LOG === 'stdout',
    print: say,
  });
  supervisor = new Supervisor({
    env,
    log,
    say,
    note: lock.note,
    onGivingUp: (reason) => fail(new PlainError(reason)),
  });
  shutdown.add(supervisor);
  say(`Starting the server (after ${((performance.now() - started) / 1000).toFixed(1)} s) …`);
  if (!shutdown.stopping()) supervisor.start();
}

main().catch(fail);

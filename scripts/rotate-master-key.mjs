// Puts a new master key in force on a data directory nobody runs on; see docs/configuration.md#clawbutler_master_key.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ensureBuilt, ensureInstalled, stopChildren, trackChild } from './launcher/bootstrap.mjs';
import { findDataDirectory, makePrivate } from './launcher/data-directory.mjs';
import { lockDataDirectory } from './launcher/instance-lock.mjs';
import { createShutdown } from './launcher/shutdown.mjs';
import { complain, PlainError, say } from './launcher/terminal.mjs';
import { inProject, projectRoot } from './project.mjs';

const shutdown = createShutdown(say);

async function rotate() {
  const dataDir = findDataDirectory();
  const lock = await lockDataDirectory(dataDir);
  shutdown.add({ stop: lock.release });
  shutdown.listen();
  shutdown.add({ stop: stopChildren });
  makePrivate(dataDir);
  await ensureInstalled(say);
  await ensureBuilt(say);
  const { openDatabase } = await import('./launcher/database.mjs');
  const { migrate } = await import('./launcher/migrate.mjs');
  const database = await openDatabase({
    dataDir,
    say,
    onRestart: async () => {},
    onGivingUp: complain,
  });
  shutdown.add(database);
  const env = { NODE_ENV: 'production', ...process.env, ...database.env, CLAWBUTLER_DATA_DIR: dataDir };
  await migrate(env);
  const program = spawn(process.execPath, [inProject('dist/app/rotate-master-key.js')], {
    cwd: projectRoot,
    env: { ...env, CLAWBUTLER_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(trackChild(program), 'close');
  return code ?? 1;
}

const code = await rotate().catch((error) => {
  complain(error instanceof PlainError ? error.message : error.stack);
  return 1;
});
await shutdown.run(code);

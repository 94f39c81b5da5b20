import path from 'node:path';
import { PlainError } from './terminal.mjs';

const restartLimit = { times: 5, withinMs: 60_000 };

/** The operator's own PostgreSQL: we only pass on where it is. */
const foreignDatabase = (env) => ({
  env: {
    CLAWBUTLER_DATABASE_URL: env.CLAWBUTLER_DATABASE_URL,
    CLAWBUTLER_DATABASE_OWNER_URL: env.CLAWBUTLER_DATABASE_OWNER_URL || env.CLAWBUTLER_DATABASE_URL,
  },
  stop: async () => {},
  hurry: () => {},
});

/**
 * The database to use: the one named in `CLAWBUTLER_DATABASE_URL`, else an embedded one in the data directory,
 * which is started again if it dies.
 * @param {{ dataDir: string, say: (line: string) => void, onRestart: () => Promise<void>, onGivingUp: (reason: string) => void }} options
 * `onRestart`: connections were lost, whoever had some must begin again
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void>, hurry: () => void }>} `env`: how the server finds it
 */
export async function openDatabase({ dataDir, say, onRestart, onGivingUp }) {
  if (process.env.CLAWBUTLER_DATABASE_URL) return foreignDatabase(process.env);
  const { startEmbeddedPostgres } = await import('./embedded-postgres.mjs');
  const { prepareDatabase } = await import('./postgres-roles.mjs');
  const logFile = path.join(dataDir, 'logs', 'postgres.log');
  const crashes = [];
  let stopping = false;
  let current;

  async function watch() {
    await current.exited;
    if (stopping) return;
    crashes.push(Date.now());
    if (crashes.filter((at) => Date.now() - at < restartLimit.withinMs).length > restartLimit.times) {
      return onGivingUp(`PostgreSQL stops again and again; see ${logFile}.`);
    }
    say('PostgreSQL stopped unexpectedly; starting it and the server again.');
    await begin();
    await onRestart();
  }

  async function begin() {
    current = await startEmbeddedPostgres({ dataDir, logFile });
    if (stopping) return current.stop();
    watch().catch((error) => onGivingUp(error.message));
  }

  await begin();
  await prepareDatabase({ adminUrl: current.url('postgres', 'postgres') }).catch((error) => {
    throw new PlainError(`The database could not be prepared: ${error.message}`);
  });
  return {
    env: {
      CLAWBUTLER_DATABASE_URL: current.url('clawbutler_app', 'clawbutler'),
      CLAWBUTLER_DATABASE_OWNER_URL: current.url('clawbutler_owner', 'clawbutler'),
    },
    stop: async () => {
      stopping = true;
      await current.stop();
    },
    hurry: () => current.hurry(),
  };
}

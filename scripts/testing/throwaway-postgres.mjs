import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '../launcher/embedded-postgres.mjs';
import { prepareDatabase } from '../launcher/postgres-roles.mjs';
import { inProject } from '../project.mjs';

const template = 'clawbutler_template';

/** Brings the template to the newest schema with the product's own migration program, once that exists. */
function migrate(ownerUrl, appUrl) {
  const program = inProject('dist/server/migrate.js');
  if (!existsSync(program)) return;
  const result = spawnSync(process.execPath, [program], {
    cwd: inProject('.'),
    encoding: 'utf8',
    env: { ...process.env, CLAWBUTLER_DATABASE_OWNER_URL: ownerUrl, CLAWBUTLER_DATABASE_URL: appUrl },
  });
  if (result.status !== 0)
    throw new Error(`The migrations failed on an empty database:\n${result.stdout}${result.stderr}`);
}

/**
 * A PostgreSQL for one test run in a temporary folder, with a migrated template database that test files clone
 * (`create database x template y strategy wal_log`, about 0.1 s).
 * @param {{ durable?: boolean }} [options] `durable`: commit to disk as in production, for benchmarks
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} `env`: what the tests read. The URLs name
 * the maintenance database `postgres`; the owner may create databases.
 */
export async function startThrowawayPostgres({ durable = false } = {}) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-test-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    logFile: path.join(dataDir, 'postgres.log'),
    throwAway: !durable,
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const adminUrl = postgres.url('postgres', 'postgres');
    await prepareDatabase({ adminUrl, database: template, ownerMayCreateDatabases: true });
    migrate(postgres.url('clawbutler_owner', template), postgres.url('clawbutler_app', template));
    const env = {
      CLAWBUTLER_TEST_ADMIN_URL: adminUrl,
      CLAWBUTLER_TEST_OWNER_URL: postgres.url('clawbutler_owner', 'postgres'),
      CLAWBUTLER_TEST_APP_URL: postgres.url('clawbutler_app', 'postgres'),
      CLAWBUTLER_TEST_TEMPLATE: template,
    };
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

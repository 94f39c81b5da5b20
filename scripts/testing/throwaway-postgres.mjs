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
 * @returns {Promise<{ adminUrl: string, ownerUrl: string, appUrl: string, template: string, stop: () => Promise<void> }>}
 * The URLs name the maintenance database `postgres`; the owner may create databases.
 */
export async function startThrowawayPostgres() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'clawbutler-test-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    logFile: path.join(dataDir, 'postgres.log'),
    throwAway: true,
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const adminUrl = postgres.url('postgres', 'postgres');
    await prepareDatabase({ adminUrl, database: template, ownerMayCreateDatabases: true });
    migrate(postgres.url('clawbutler_owner', template), postgres.url('clawbutler_app', template));
    const ownerUrl = postgres.url('clawbutler_owner', 'postgres');
    return { adminUrl, ownerUrl, appUrl: postgres.url('clawbutler_app', 'postgres'), template, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

import { build } from '../../scripts/build.mjs';
import { startPrivateValkey } from '../../scripts/testing/private-valkey.mjs';
import { startThrowawayPostgres } from '../../scripts/testing/throwaway-postgres.mjs';

/** Tests that need Valkey see its URL; where none is installed they are reported as not run, never as passed. */
async function offerValkey() {
  if (process.env.CLAWBUTLER_TEST_VALKEY_URL) return undefined;
  const valkey = await startPrivateValkey();
  if (valkey) process.env.CLAWBUTLER_TEST_VALKEY_URL = valkey.url;
  else
    console.warn('\nNo valkey-server or redis-server found: the Valkey backend is NOT tested in this run.');
  return valkey;
}

/**
 * Once per run, before the first test file: compile what changed, start PostgreSQL, migrate the template.
 * Test files read `CLAWBUTLER_TEST_OWNER_URL`, `CLAWBUTLER_TEST_APP_URL`, `CLAWBUTLER_TEST_ADMIN_URL`,
 * `CLAWBUTLER_TEST_TEMPLATE` and, where there is one, `CLAWBUTLER_TEST_VALKEY_URL`.
 */
export default async function globalSetup() {
  if (globalThis.clawbutlerTestServers) return;
  await build({ only: ['contract', 'server'] });
  const postgres = await startThrowawayPostgres();
  Object.assign(process.env, postgres.env);
  globalThis.clawbutlerTestServers = [postgres, await offerValkey()];
}

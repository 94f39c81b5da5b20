// The migrations make exactly the tables that the entities describe, can be taken back, and do not change once written.
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { filesUnder, inProject } from '../project.mjs';
import { startThrowawayPostgres } from '../testing/throwaway-postgres.mjs';

const sumsFile = 'migrations/checksums.json';
/** Indexes, uniqueness and foreign keys live in the migrations only. */
const notOfEntities = [
  /^(?:CREATE|DROP) (?:UNIQUE )?INDEX /,
  /^ALTER TABLE \S+ ADD CONSTRAINT \S+ (?:FOREIGN KEY|UNIQUE) /,
  /^ALTER TABLE \S+ DROP CONSTRAINT "\w+_f?key\d*"$/,
];

const compiled = (file) => import(pathToFileURL(inProject('dist', file)).href);
const sha256 = (file) =>
  createHash('sha256')
    .update(readFileSync(inProject(file)))
    .digest('hex');

/** @returns {string[]} migrations that changed or vanished since they were written down, and those not written down yet */
function changedMigrations(accept) {
  const files = filesUnder('migrations', (file) => /\/\d{13}-[a-z-]+\.ts$/.test(file));
  const known = JSON.parse(readFileSync(inProject(sumsFile), 'utf8'));
  const now = Object.fromEntries(files.map((file) => [path.basename(file), sha256(file)]));
  const added = Object.keys(now).filter((file) => !(file in known));
  if (accept && added.length > 0) {
    const all = { ...known, ...Object.fromEntries(added.map((file) => [file, now[file]])) };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(inProject(sumsFile), `${JSON.stringify(sorted, null, 2)}\n`);
  }
  return [
    ...Object.keys(known)
      .filter((file) => known[file] !== now[file])
      .map(
        (file) =>
          `migrations/${file} is not what it was: an applied migration never changes, write a new one`,
      ),
    ...(accept ? [] : added).map(
      (file) => `migrations/${file} is new: npm run check -- --accept-migrations, and commit ${sumsFile}`,
    ),
  ];
}

/** @param {import('typeorm').DataSource} source */
async function drift(source) {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries
    .map(({ query }) => query)
    .filter((query) => !notOfEntities.some((pattern) => pattern.test(query)))
    .map((query) => `entities and database differ: ${query}`);
}

/** @param {import('typeorm').DataSource} source */
async function tablesWithoutEntity(source) {
  const rows = await source.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  const described = new Set([...source.entityMetadatas.map((entity) => entity.tableName), 'migrations']);
  return rows
    .filter(({ relname }) => !described.has(relname))
    .map(({ relname }) => `no entity for the table ${relname}`);
}

/** Everything down to nothing, then up again. @param {import('typeorm').DataSource} source */
async function thereAndBack(source) {
  for (const _ of source.migrations) await source.undoLastMigration({ transaction: 'each' });
  const left = await source.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
       and relname not in ('migrations', 'migrations_id_seq')
     union all select proname from pg_proc where pronamespace = 'public'::regnamespace`,
  );
  const again = await source.runMigrations({ transaction: 'each' });
  return [
    ...left.map(({ name }) => `taking back every migration leaves ${name} behind`),
    ...(again.length === source.migrations.length
      ? []
      : ['not every migration ran again after being taken back']),
  ];
}

async function againstDatabase() {
  const { DataSource } = await import('typeorm');
  const [{ entities }, { migrations }] = [
    await compiled('server/entities.js'),
    await compiled('migrations/all.js'),
  ];
  const postgres = await startThrowawayPostgres();
  const { CLAWBUTLER_TEST_OWNER_URL: url, CLAWBUTLER_TEST_TEMPLATE: database } = postgres.env;
  const source = new DataSource({
    type: 'postgres',
    url: url.replace('@/postgres?', `@/${database}?`),
    entities,
    migrations,
    migrationsTableName: 'migrations',
    installExtensions: false,
  });
  try {
    await source.initialize();
    const unlisted = filesUnder('migrations', (file) => /\/\d{13}-/.test(file)).length - migrations.length;
    return [
      ...(unlisted === 0 ? [] : ['migrations/all.ts does not list every migration']),
      ...(await tablesWithoutEntity(source)),
      ...(await drift(source)),
      ...(await thereAndBack(source)),
      ...(await drift(source)),
    ];
  } finally {
    if (source.isInitialized) await source.destroy();
    await postgres.stop();
  }
}

await build({ only: ['contract', 'server'] });
const found = [
  ...changedMigrations(process.argv.includes('--accept-migrations')),
  ...(await againstDatabase()),
];
if (found.length > 0) console.error(found.join('\n'));
process.exitCode = found.length > 0 ? 1 : 0;

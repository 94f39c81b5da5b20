import 'reflect-metadata';
import { migrate } from './platform/database/migrate.js';

const url = process.env.CLAWBUTLER_DATABASE_OWNER_URL ?? process.env.CLAWBUTLER_DATABASE_URL;
if (!url) {
  console.error('CLAWBUTLER_DATABASE_OWNER_URL is missing: it names the login that owns the schema.');
  process.exit(2);
}
const done = await migrate(url);
console.log(done.length > 0 ? `Migrated: ${done.join(', ')}` : 'The schema is up to date.');

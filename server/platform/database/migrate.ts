import { DataSource } from 'typeorm';
import pg from 'pg';
import { migrations } from '../../../migrations/all.js';
import { migrateQueueSchema } from '../jobs/queue-schema.js';

const migrationLock = 4_600_001;

/**
 * Brings the database to this build's schema, as the owner. Concurrent callers wait for one another.
 * @returns names of the migrations that ran now.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const gate = new pg.Client({ connectionString: ownerUrl });
  await gate.connect();
  try {
    await gate.query('select pg_advisory_lock($1)', [migrationLock]);
    const source = new DataSource({
      type: 'postgres',
      url: ownerUrl,
      migrations,
      migrationsTableName: 'migrations',
      synchronize: false,
      installExtensions: false,
    });
    await source.initialize();
    try {
      const done = await source.runMigrations({ transaction: 'each' });
      await migrateQueueSchema(gate);
      return done.map((m) => m.name);
    } finally {
      await source.destroy();
    }
  } finally {
    await gate.end();
  }
}

import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { entities } from '../../entities.js';

const appRole = 'clawbutler_app';

/**
 * Opens the server's connection pool. Sessions run as the role `clawbutler_app`, whichever login the URL names,
 * and boot refuses a role that could see past row-level security.
 */
export async function openDataSource(config: Config): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    entities,
    synchronize: false,
    logging: false,
    installExtensions: false,
    extra: {
      max: config.databasePoolSize,
      options: `-c role=${appRole} -c search_path=public -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000`,
      application_name: 'clawbutler',
    },
    // A restarting server must not take the process down with it.
    poolErrorHandler: () => undefined,
  });
  await source.initialize();
  await refuseUnsafeRole(source);
  return source;
}

async function refuseUnsafeRole(source: DataSource): Promise<void> {
  const [row]: { name: string; unsafe: boolean; owner: boolean; version: number }[] = await source.query(`
    select current_user as name, r.rolsuper or r.rolbypassrls as unsafe,
           exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where n.nspname = 'public' and c.relkind in ('r','p') and c.relowner = r.oid) as owner,
           current_setting('server_version_num')::int as version
    from pg_roles r where r.rolname = current_user`);
  if (!row || row.unsafe || row.owner) {
    await source.destroy();
    throw new Error(
      `The database role ${row?.name} could see past row-level security. Run the migrations, then connect with a login that may become ${appRole}.`,
    );
  }
  if (row.version < 150000) {
    await source.destroy();
    throw new Error('PostgreSQL 15 or newer is needed.');
  }
}

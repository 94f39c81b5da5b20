import pg from 'pg';
import type { Config } from '../config/config.js';

const appRole = 'clawbutler_app';

/**
 * Opens the server's connection pool. Sessions run as the role `clawbutler_app`, whichever login the URL names,
 * and boot refuses a role that could see past row-level security.
 */
export async function openPool(config: Config): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: config.databaseUrl,
    max: config.databasePoolSize,
    pipeline: true,
    options: `-c role=${appRole} -c search_path=public -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000`,
    application_name: 'clawbutler',
  });
  // A restarting server must not take the process down with it.
  pool.on('error', () => undefined);
  try {
    await refuseUnsafeRole(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}

async function refuseUnsafeRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; unsafe: boolean; owner: boolean; version: number }>(`
    select current_user as name, r.rolsuper or r.rolbypassrls as unsafe,
           exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where n.nspname = 'public' and c.relkind in ('r','p') and c.relowner = r.oid) as owner,
           current_setting('server_version_num')::int as version
    from pg_roles r where r.rolname = current_user`);
  const [row] = rows;
  if (!row || row.unsafe || row.owner) {
    throw new Error(
      `The database role ${row?.name} could see past row-level security. Run the migrations, then connect with a login that may become ${appRole}.`,
    );
  }
  if (row.version < 150000) throw new Error('PostgreSQL 15 or newer is needed.');
}

import pg from 'pg';

/** Names are ours and fixed, so they are quoted by hand. */
const roles = [
  { name: 'clawbutler_owner', rights: 'login createrole nocreatedb nosuperuser nobypassrls' },
  { name: 'clawbutler_app', rights: 'login nocreaterole nocreatedb nosuperuser nobypassrls' },
  { name: 'clawbutler_sys', rights: 'nologin nocreaterole nocreatedb nosuperuser nobypassrls' },
];

const createRole = ({ name, rights }) => `do $$ begin
  if not exists (select from pg_roles where rolname = '${name}') then create role ${name}; end if;
end $$;
alter role ${name} ${rights};`;

/**
 * The roles the product logs in with, and its database. May be called at every start.
 * The owner runs migrations; the app role serves requests under row-level security; the sys role owns the few functions
 * that look across organisations.
 * @param {{ adminUrl: string, database?: string, ownerMayCreateDatabases?: boolean }} options
 * @returns {Promise<void>}
 */
export async function prepareDatabase({
  adminUrl,
  database = 'clawbutler',
  ownerMayCreateDatabases = false,
}) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(roles.map(createRole).join('\n'));
    await client.query('grant clawbutler_sys to clawbutler_owner with admin option, inherit true, set true');
    if (ownerMayCreateDatabases) await client.query('alter role clawbutler_owner createdb');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database "${database}" owner clawbutler_owner`);
    await client.query(`revoke all on database "${database}" from public`);
    await client.query(`grant connect on database "${database}" to clawbutler_app`);
  } finally {
    await client.end();
  }
}

import pg from 'pg';
import type { TestDatabase } from '../../../server/testing/test-database.js';

/** Where the log lives: an attempt, refused or not, may add to it and to nothing else. */
const logTables = new Set([
  ...['domain_events', 'event_payloads', 'audit_heads', 'audit_nodes', 'audit_blocks', 'checkpoints'],
  'reaction_receipts',
]);

/** Counters of attempts are no effect; they count refused ones on purpose. So do the numbers of hosts' requests. */
const counters = new Set(['rate_limits', 'host_sequences', 'host_nonces']);

/** Written by reading: when a credential was last used. */
const volatile = `- 'last_seen_at' - 'last_used_at'`;

export interface RecordedEvent {
  org_id: string;
  type: string;
  outcome: string;
  code: string | null;
}

export type Prints = Record<string, string>;

/** Every table of one database, seen by the superuser: through all fences. */
export class Tables {
  private constructor(
    readonly db: pg.Client,
    /** Every table; whether it holds rows of organisations. */
    private readonly known: { name: string; fenced: boolean }[],
  ) {}

  static async of(database: TestDatabase): Promise<Tables> {
    const url = process.env.CLAWBUTLER_TEST_ADMIN_URL!.replace('/postgres?', `/${database.name}?`);
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const { rows } = await db.query<{ name: string; fenced: boolean }>(`
      select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') as fenced
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
    return new Tables(db, rows);
  }

  /** Tables whose rows belong to an organisation. */
  get tenants(): string[] {
    return this.known.filter(({ fenced }) => fenced).map(({ name }) => name);
  }

  /** A hash of an organisation's rows, table by table, and of an account. The log is left out. */
  async printsOf(organizationId: string, userId: string): Promise<Prints> {
    const parts = this.tenants
      .filter((name) => !logTables.has(name) && !counters.has(name))
      .map((name) => printOf(name, `from ${name} t where org_id = '${organizationId}'`));
    parts.push(printOf('organizations', `from organizations t where id = '${organizationId}'`));
    parts.push(printOf('users', `from users t where id = '${userId}'`));
    parts.push(printOf('login_sessions', `from login_sessions t where user_id = '${userId}'`));
    return this.read(parts);
  }

  /** A hash of every row of every table, of all organisations. */
  allPrints({ log }: { log: boolean }): Promise<Prints> {
    const counted = this.known.filter(({ name }) => !counters.has(name) && (log || !logTables.has(name)));
    const names = counted.map(({ name }) => name);
    return this.read(names.map((name) => printOf(name, `from ${name} t`)));
  }

  /** One row of the organisation from each table that has one, with the column that says whose it is. */
  async rowsOf(organizationId: string): Promise<{ table: string; column: string; row: unknown }[]> {
    const found = [];
    for (const [table, column] of [
      ...this.tenants.map((name) => [name, 'org_id']),
      ['organizations', 'id'],
    ]) {
      const { rows } = await this.db.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${table} t where ${column} = $1 limit 1`,
        [organizationId],
      );
      if (rows[0]) found.push({ table: table!, column: column!, row: rows[0].row });
    }
    return found;
  }

  /** Switches row-level security off in this one database: the same as a role that passes it by, for every role. */
  async dropFences(): Promise<void> {
    for (const table of [...this.tenants, 'organizations'])
      await this.db.query(`alter table ${table} disable row level security`);
  }

  /** How many rows each table has; the log is left out. */
  async counts(): Promise<Record<string, number>> {
    const names = this.known
      .map(({ name }) => name)
      .filter((name) => !counters.has(name) && !logTables.has(name));
    const sql = names.map((name) => `select '${name}' as name, count(*)::int as value from ${name}`);
    const { rows } = await this.db.query<{ name: string; value: number }>(sql.join(' union all '));
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  /** A mark in the log: what it holds by now. */
  async newestEvents(): Promise<string[]> {
    const { rows } = await this.db.query<{ id: string }>('select id from domain_events');
    return rows.map(({ id }) => id);
  }

  /** Events recorded since a mark, in any organisation. */
  async eventsBeyond(known: string[]): Promise<RecordedEvent[]> {
    const { rows } = await this.db.query<RecordedEvent>(
      'select org_id, type, outcome, code from domain_events where not id = any ($1) order by type, id',
      [known],
    );
    return rows;
  }

  close(): Promise<void> {
    return this.db.end();
  }

  private async read(parts: string[]): Promise<Prints> {
    const { rows } = await this.db.query<{ name: string; print: string }>(parts.join(' union all '));
    return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
  }
}

const printOf = (name: string, from: string) =>
  `select '${name}' as name, (select md5(coalesce(string_agg(r, E'\\n' order by r), '')) from (select (to_jsonb(t) ${volatile})::text as r ${from}) s) as print`;

/** Tables whose prints differ. */
export function changed(before: Prints, after: Prints): string[] {
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

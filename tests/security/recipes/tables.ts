import pg from 'pg';
import type { TestDatabase } from '../../../server/testing/test-database.js';

/** Where the log lives: an attempt, refused or not, may add to it and to nothing else. */
const logTables = new Set([
  ...['domain_events', 'event_payloads', 'audit_heads', 'audit_nodes', 'audit_blocks', 'checkpoints'],
  'reaction_receipts',
]);

/** Counters of attempts are no effect; they count refused ones on purpose. */
const counters = new Set(['rate_limits']);

/** Written by reading: when a credential was last used. */
const volatile = `- 'last_seen_at' - 'last_used_at'`;

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
      .filter((name) => !logTables.has(name))
      .map((name) => printOf(name, `from ${name} t where org_id = '${organizationId}'`));
    parts.push(printOf('organizations', `from organizations t where id = '${organizationId}'`));
    parts.push(printOf('users', `from users t where id = '${userId}'`));
    parts.push(printOf('login_sessions', `from login_sessions t where user_id = '${userId}'`));
    return this.read(parts);
  }

  /** A hash of every row of every table, the log included. */
  allPrints(): Promise<Prints> {
    const names = this.known.map(({ name }) => name).filter((name) => !counters.has(name));
    return this.read(names.map((name) => printOf(name, `from ${name} t`)));
  }

  /** How many rows each table has. */
  async counts(): Promise<Record<string, number>> {
    const names = this.known.map(({ name }) => name).filter((name) => !counters.has(name));
    const sql = names.map((name) => `select '${name}' as name, count(*)::int as value from ${name}`);
    const { rows } = await this.db.query<{ name: string; value: number }>(sql.join(' union all '));
    return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
  }

  /** Events recorded after the first `count` ones of all organisations. */
  async eventsSince(
    at: Date,
  ): Promise<{ org_id: string; type: string; outcome: string; code: string | null }[]> {
    const { rows } = await this.db.query<{
      org_id: string;
      type: string;
      outcome: string;
      code: string | null;
    }>(`select org_id, type, outcome, code from domain_events where at > $1 order by type, id`, [at]);
    return rows;
  }

  async now(): Promise<Date> {
    const { rows } = await this.db.query<{ now: Date }>(`select clock_timestamp()::timestamptz(3) as now`);
    return rows[0]!.now;
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

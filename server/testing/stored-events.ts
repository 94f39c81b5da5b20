import pg from 'pg';
import type { TestDatabase } from './test-database.js';

/** A row of the log as a test looks at it. */
export interface StoredEvent {
  type: string;
  outcome: string;
  code: string | null;
  actor_kind: string;
  actor_id: string | null;
  subject_type: string | null;
  subject_id: string | null;
  payload: { before: unknown; after: unknown };
}

/** Rows of one statement, read with the rights of `organizationId` (as the server would), or of no organisation. */
export async function readRows<T>(
  database: TestDatabase,
  organizationId: string | null,
  sql: string,
  params: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.org', $1, false)`, [organizationId ?? '']);
    return (await client.query(sql, params)).rows as T[];
  } finally {
    await client.end();
  }
}

/** An organisation's events in the order they were recorded, of these types or all. */
export function storedEvents(
  database: TestDatabase,
  organizationId: string,
  types?: string[],
): Promise<StoredEvent[]> {
  return readRows(
    database,
    organizationId,
    `select e.type, e.outcome, e.code, e.actor_kind, e.actor_id, e.subject_type, e.subject_id, p.payload
     from domain_events e join event_payloads p on p.org_id = e.org_id and p.event_id = e.id
     where e.org_id = $1 and ($2::text[] is null or e.type = any ($2)) order by e.id`,
    [organizationId, types ?? null],
  );
}

import type pg from 'pg';

/** What somebody with full rights on the database may do to a log. Each returns a word on what it did. */
export type Attack = (
  db: pg.Client,
  at: { organizationId: string; seq: number; size: number },
) => Promise<void>;

const changeRow =
  (set: string): Attack =>
  async (db, { organizationId, seq }) => {
    await db.query(`update domain_events set ${set} where org_id = $1 and seq = $2`, [organizationId, seq]);
  };

/** Edits that leave the hashes as they are. */
export const plainAttacks: Record<string, Attack> = {
  'changes who did it': changeRow(`actor_label = 'Somebody else'`),
  'changes the outcome': changeRow(`outcome = 'REFUSED', code = 'FORBIDDEN'`),
  'backdates it': changeRow(`at = at - interval '1 day'`),
  'changes the subject': changeRow(`subject_id = 'other'`),
  'changes the risk': changeRow(`risk = 'CRITICAL'`),
  'changes the request id': changeRow(`request_id = 'another'`),
  'changes the details': async (db, { organizationId, seq }) => {
    await db.query(
      `update event_payloads p set payload = '{"after":{"n":-1},"before":null}', canonical = '{"after":{"n":-1},"before":null}'
       from domain_events e where e.org_id = $1 and e.seq = $2 and p.org_id = e.org_id and p.event_id = e.id`,
      [organizationId, seq],
    );
  },
  'changes only the details people see': async (db, { organizationId, seq }) => {
    await db.query(
      `update event_payloads p set payload = '{"after":{"n":-1},"before":null}'
       from domain_events e where e.org_id = $1 and e.seq = $2 and p.org_id = e.org_id and p.event_id = e.id`,
      [organizationId, seq],
    );
  },
  'deletes it': async (db, { organizationId, seq }) => {
    await db.query(`delete from domain_events where org_id = $1 and seq = $2`, [organizationId, seq]);
  },
  'deletes it and closes the gap': async (db, { organizationId, seq }) => {
    await db.query(`delete from domain_events where org_id = $1 and seq = $2`, [organizationId, seq]);
    await shift(db, { organizationId, from: seq, by: -1 });
  },
  'inserts a copy with another id': async (db, { organizationId, seq }) => {
    await shift(db, { organizationId, from: seq, by: 1 });
    await db.query(
      `insert into domain_events select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq', $2::bigint))).*
       from domain_events e where org_id = $1 and seq = $2 + 1`,
      [organizationId, seq],
    );
  },
  'swaps it with another': async (db, { organizationId, seq, size }) => {
    const other = (seq % size) + 1;
    await db.query(
      `update domain_events set seq = case seq when $2 then -$3::bigint else -$2::bigint end where org_id = $1 and seq in ($2, $3)`,
      [organizationId, seq, other],
    );
    await db.query(`update domain_events set seq = -seq where org_id = $1 and seq < 0`, [organizationId]);
  },
};

/** Edits after which every hash is computed anew, as an attacker with the source code would. */
export const thoroughAttacks: Record<string, Attack> = {
  'changes it and rewrites the whole chain': changeRow(`actor_label = 'Somebody else'`),
  'deletes it and rewrites the whole chain': plainAttacks['deletes it']!,
  'cuts the end off': async (db, { organizationId, size }) => {
    await db.query(`delete from domain_events where org_id = $1 and seq > $2`, [organizationId, size - 3]);
  },
};

/** Takes the seals off: the server's own sealer then seals what is left, perfectly. */
export async function unseal(db: pg.Client, organizationId: string): Promise<void> {
  await db.query(`update domain_events set seq = null, leaf = null, chain = null where org_id = $1`, [
    organizationId,
  ]);
  for (const table of ['audit_heads', 'audit_nodes', 'checkpoints']) {
    await db.query(`delete from ${table} where org_id = $1`, [organizationId]);
  }
}

async function shift(
  db: pg.Client,
  move: { organizationId: string; from: number; by: number },
): Promise<void> {
  await db.query(`update domain_events set seq = -(seq + $3) where org_id = $1 and seq >= $2`, [
    move.organizationId,
    move.from,
    move.by,
  ]);
  await db.query(`update domain_events set seq = -seq where org_id = $1 and seq < 0`, [move.organizationId]);
}

import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const batch = 50_000;

/**
 * Fills an organisation's log with sealed rows the quick way, for measuring lists: hashes are random, everything a
 * list reads is of a realistic shape (30 types, 25 actors, 200 agents, details of about 400 bytes).
 * @param client logged in as the server does
 * @returns the new organisation's id
 */
export async function fillLog(client: pg.Client, rows: number): Promise<string> {
  const organizationId = randomUUID();
  await client.query(`select set_config('app.org', $1, false)`, [organizationId]);
  for (let from = 1; from <= rows; from += batch) {
    await client.query(insertRows, [organizationId, from, Math.min(rows, from + batch - 1), rows]);
  }
  const peaks = [...rows.toString(2)].filter((bit) => bit === '1').map(() => Buffer.alloc(32, 1));
  await client.query(
    `insert into audit_heads (org_id, size, chain, peaks, relayed_seq) values ($1, $2, $3, $4, $2)`,
    [organizationId, rows, Buffer.alloc(32, 2), peaks],
  );
  return organizationId;
}

/** Rows are a second apart and end now; row `n` speaks of marker n in its details. */
const insertRows = `
  with made as (
    select n, ('01930000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
      (array['approval.asked','approval.decided','approval.delivered','approval.executed','approval.expired',
        'agent.changed','agent.discovered','connector.connected','connector.disconnected','request.refused',
        'policy.updated','session.started','audit.exported','kill_switch.engaged','member.role_changed'])
        [case when n % 1000 = 0 then 14 when n % 200 = 0 then 13 else 1 + n % 12 end] as type
    from generate_series($2::bigint, $3::bigint) n),
  events as (
    insert into domain_events (org_id, id, seq, type, at, actor_kind, actor_id, actor_label, subject_type, subject_id,
      subject_label, outcome, request_id, agent_id, risk, payload_digest, leaf, chain)
    select $1::uuid, id, n, type, clock_timestamp() - make_interval(secs => $4::bigint - n), 'PERSON',
      'actor-' || n % 25, 'Person ' || n % 25, split_part(type, '.', 1), 'subject-' || n % 5000,
      'ls -la /srv/project-' || n % 5000, 'SUCCESS', gen_random_uuid()::text,
      ('00000000-0000-4000-8000-' || lpad((n % 200)::text, 12, '0'))::uuid,
      (array['LOW','LOW','LOW','MEDIUM','MEDIUM','HIGH',null,null,'CRITICAL'])[1 + n % 9],
      md5(n::text) || md5((-n)::text), sha256(id::text::bytea), sha256(n::text::bytea)
    from made)
  insert into event_payloads (org_id, event_id, salt, payload, canonical)
  select $1::uuid, id, '\\x00112233445566778899aabbccddeeff', body::jsonb, body
  from made, lateral (select '{"after":{"approvalId":"' || gen_random_uuid() || '","command":["bash","-lc","make -C /srv/project-'
    || n % 5000 || ' deploy"],"cwd":"/srv/project-' || n % 5000 || '","decision":"ALLOW_ONCE","digest":"' || md5(n::text)
    || md5((n + 1)::text) || '","marker":"needle' || n || 'x","reason":"' || repeat('looks fine to me ', 3) || '"},"before":null}' as body) b`;

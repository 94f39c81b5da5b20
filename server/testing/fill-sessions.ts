import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const hosts = 50;

/**
 * Fills an organisation with sessions, entries and model calls by SQL, the quick way; a minute apart, newest now.
 * @param client logged in as the schema's owner
 */
export async function fillSessions(
  client: pg.Client,
  organizationId: string,
  { sessions, entries }: { sessions: number; entries: number },
): Promise<void> {
  await client.query(`select set_config('app.org', $1, false)`, [organizationId]);
  await client.query(insertHosts, [organizationId, hosts]);
  await client.query(insertInstances, [organizationId]);
  await client.query(insertSessions, [organizationId, sessions, hosts]);
  await client.query(insertEntries, [organizationId, entries, sessions, randomUUID()]);
  await client.query(insertUsages, [organizationId]);
  await client.query(insertDays, [organizationId]);
  await client.query(insertWords, [organizationId]);
  for (const table of [
    'sessions',
    'session_entries',
    'session_usages',
    'session_usage_days',
    'session_words',
  ])
    await client.query(`vacuum analyze ${table}`);
}

const insertHosts = `
  insert into runtime_hosts (org_id, id, name, hostname, platform, agent_version, public_key, key_hash, last_seen_at)
  select $1::uuid, gen_random_uuid(), 'host-' || n, 'host-' || n, 'linux x64', '0.1.0', sha256(key), sha256(key), now()
  from generate_series(1, $2::int) n, lateral (select convert_to(n || gen_random_uuid()::text, 'UTF8') as key) k`;

const insertInstances = `
  insert into runtime_instances (org_id, id, host_id, kind, key, location, label, state, content_policy)
  select $1::uuid, gen_random_uuid(), id, (array['CLAUDE_CODE', 'CODEX'])[1 + row_number() over (order by id) % 2],
    'k', '~/.claude', 'Claude Code', 'ADDED', 'FULL' from runtime_hosts where org_id = $1::uuid`;

/** One in a hundred runs, one in ten is another's child. */
const insertSessions = `
  with places as (select array_agg(id order by id) as ids, array_agg(host_id order by id) as hosts
    from runtime_instances where org_id = $1::uuid)
  insert into sessions (org_id, id, source_id, instance_id, host_id, runtime, external_id, relation, parent_external_id, title,
    cwd, repository, status, model, started_at, born_at, first_at, last_activity_at, content_policy, entry_count,
    message_count, usd_picos, calls, priced_calls, output)
  select $1::uuid, gen_random_uuid(), ids[place], ids[place], places.hosts[place],
    case when n % 97 = 0 then 'HERMES' else 'CLAUDE_CODE' end, 'session-' || n,
    case when n % 10 = 0 then 'SUBAGENT' else 'MAIN' end, case when n % 10 = 0 then 'session-' || (n - $3::int) end,
    'Title ' || md5(n::text), '/srv/project-' || n % 500, 'repository-' || n % 500,
    case when n % 100 = 0 then 'RUNNING' else 'ENDED' end, 'claude-opus-5-5', at, at, at, at, 'FULL', 2, 2,
    (n * 7919 % 100000) * 1000000::bigint, 1, 1, 14
  from generate_series(1, $2::int) n, places, lateral (
    select 1 + n % $3::int as place, date_trunc('milliseconds', now() - make_interval(mins => $2::int - n)) as at) made`;

const insertEntries = `
  with numbered as (select id, instance_id, row_number() over (order by id) - 1 as n from sessions where org_id = $1::uuid)
  insert into session_entries (org_id, source_id, key, session_id, position, kind, role, at, text, text_length,
    withheld, redactions, digest, is_error, batch)
  select $1::uuid, s.instance_id, 'entry-' || e, s.id, e, 'MESSAGE', 'USER', now(),
    'often said ' || md5(e::text) || ' rarely-' || e % 2000, 60, false, 0, sha256(e::text::bytea), false, $4::uuid
  from generate_series(1, $2::int) e join numbered s on s.n = e % $3::int`;

const insertUsages = `
  insert into session_usages (org_id, scope_id, runtime, key, session_id, entry_key, at, model, output, usd_picos, price_version)
  select e.org_id, s.host_id, s.runtime, 'call-' || e.key, s.id, e.key, s.last_activity_at, 'claude-opus-5-5', 14, 280000000, 'v'
  from session_entries e join sessions s on s.org_id = e.org_id and s.id = e.session_id where e.org_id = $1::uuid`;

const insertDays = `
  insert into session_usage_days (org_id, session_id, day, model, calls, output, usd_picos, priced_calls, price_version)
  select org_id, session_id, (at at time zone 'UTC')::date, model, count(*), sum(output), sum(usd_picos), count(*), 'v'
  from session_usages where org_id = $1::uuid group by 1, 2, 3, 4`;

const insertWords = `
  insert into session_words (org_id, session_id, batch, part, words)
  select org_id, session_id, session_id, 0, to_tsvector('simple', string_agg(text, ' '))
  from session_entries where org_id = $1::uuid group by org_id, session_id`;

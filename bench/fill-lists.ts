import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { fillLog } from './fill-log.js';

/**
 * An organisation with this many log rows, agents and approvals, made by SQL the quick way.
 * @param client logged in as the schema's owner
 * @returns the organisation's id
 */
export async function fillOrganization(client: pg.Client, rows: number, ownerId: string): Promise<string> {
  const organizationId = await fillLog(client, rows);
  const connectorId = randomUUID();
  await client.query(`insert into organizations (id, name, slug) values ($1, $2, $2)`, [
    ...[organizationId, `rows-${rows}`],
  ]);
  await client.query(`insert into memberships (org_id, user_id, role) values ($1, $2, 'OWNER')`, [
    ...[organizationId, ownerId],
  ]);
  await client.query(
    `insert into connectors (org_id, id, name, url, auth, secret, device_id, device_identity, enabled, created_by)
     values ($1, $2, 'Filled', 'ws://127.0.0.1:1', 'TOKEN', '', '', '', false, $3)`,
    [organizationId, connectorId, ownerId],
  );
  await client.query(insertAgents, [organizationId, connectorId, rows]);
  await client.query(insertApprovals, [organizationId, connectorId, rows]);
  return organizationId;
}

const insertAgents = `
  insert into agents (org_id, id, connector_id, external_id, name, model)
  select $1::uuid, gen_random_uuid(), $2::uuid, 'agent-' || n, 'Agent ' || md5(n::text), 'stub/stub-1'
  from generate_series(1, $3::bigint) n`;

/** A second apart, ending now; one in a hundred, at most 1,000, still waits. */
const insertApprovals = `
  insert into approvals (org_id, id, connector_id, external_id, kind, tool, canonical_action, digest, search_text,
    action_hash, details, raw, state, decision, decision_source, decided_at, delivery, outcome, risk, risk_reasons,
    policy_sentence, asked_at, expires_at)
  select $1::uuid, gen_random_uuid(), $2::uuid, 'asked-' || n, 'exec', 'exec',
    '{"action":"make -C /srv/project-' || n % 500 || ' deploy","argv":null,"cwd":"/srv","tool":"exec"}',
    md5(n::text) || md5((-n)::text), 'make -c /srv/project-' || n % 500 || ' deploy', md5((n % 500)::text),
    '{"agentExternalId":"main","reason":null,"warnings":[],"severity":null,"offered":["ALLOW_ONCE","DENY"],
      "allowAlwaysUnavailable":null,"requesters":[],"showable":true}',
    '{"id":"asked-' || n || '"}', case when waits then 'PENDING' else 'APPROVED' end,
    case when waits then null else 'ALLOW_ONCE' end, case when waits then null else 'POLICY' end,
    case when waits then null else at end, case when waits then 'NONE' else 'DELIVERED' end,
    case when waits then 'NONE' else 'RAN' end, 'LOW', '[]', 'Nothing matched, so a person decides.', at,
    case when waits then now() + interval '1 day' else at + interval '30 minutes' end
  from generate_series(1, $3::bigint) n, lateral (select n > $3::bigint - least(1000, $3::bigint / 100) as waits,
    clock_timestamp() - make_interval(secs => $3::bigint - n) as at) made`;

import { jsonbText } from '../platform/database/jsonb.js';
import type { Tx } from '../platform/database/tx.js';
import type { CheckedBatch, SessionFacts } from './session-batch.js';
import type { SessionSource } from './session-source.js';

/** A session of the batch as it is stored by now. */
export interface KnownSession {
  id: string;
  external_id: string;
  erased: boolean;
  created: boolean;
  /** Created by this batch, or something about it is not what it was. */
  changed: boolean;
  /** Its age changed, which may decide anew what is its own. */
  reborn: boolean;
}

interface StoredRow {
  id: string;
  external_id: string;
  erased: boolean;
  born_at: Date | null;
}

/**
 * Takes up what a batch tells of its sessions; those it only names are created and wait to be told. The caller holds
 * the source's lock, so nothing changes between looking and writing.
 * @returns the sessions by external id.
 */
export async function takeFacts(
  tx: Tx,
  source: SessionSource,
  batch: CheckedBatch,
): Promise<Map<string, KnownSession>> {
  const before = await stored(tx, source, batch.sessions);
  const told = batch.sessions.filter((facts) => !before.has(facts.externalId) || facts.status !== null);
  const written: StoredRow[] = await tx.query(upsert, [
    ...[source.org_id, source.id, source.host_id, source.kind, batch.contentPolicy],
    jsonbText(told),
  ]);
  const known = new Map<string, KnownSession>();
  for (const row of before.values()) {
    known.set(row.external_id, { ...row, created: false, changed: false, reborn: false });
  }
  for (const row of written) {
    const earlier = before.get(row.external_id);
    const reborn = earlier !== undefined && earlier.born_at?.getTime() !== row.born_at?.getTime();
    known.set(row.external_id, { ...row, created: !earlier, changed: true, reborn });
  }
  return known;
}

async function stored(
  tx: Tx,
  source: SessionSource,
  sessions: readonly SessionFacts[],
): Promise<Map<string, StoredRow>> {
  const rows: StoredRow[] = await tx.query(
    `select id, external_id, erased_at is not null as erased, born_at from sessions
     where org_id = $1 and source_id = $2 and external_id = any ($3)`,
    [source.org_id, source.id, sessions.map(({ externalId }) => externalId)],
  );
  return new Map(rows.map((row) => [row.external_id, row]));
}

/** A session told to be nobody's child whose file repeats an older one's history is a fork of it. */
function relationOf(told: string, copiedFrom: string): string {
  return `case when coalesce(${told}, 'MAIN') = 'MAIN' and ${copiedFrom} is not null then 'FORK' else coalesce(${told}, 'MAIN') end`;
}

/** What a column becomes: later facts replace earlier ones, null leaves what is known. */
const later = (column: string): [string, string] => [column, `coalesce(excluded.${column}, s.${column})`];
const changes: [column: string, value: string][] = [
  ...['told_relation', 'told_parent_external_id', 'cwd', 'repository', 'branch', 'runtime_version'].map(
    later,
  ),
  ...['started_at', 'ended_at', 'born_at', 'reported_usd_picos', 'told_basis'].map(later),
  ['title', 'case when s.erased_at is null then coalesce(excluded.title, s.title) end'],
  ['status', 'excluded.status'],
  [
    'source_gone_at',
    'case when excluded.source_gone_at is not null then coalesce(s.source_gone_at, excluded.source_gone_at) end',
  ],
  ['content_policy', 'excluded.content_policy'],
  ['relation', relationOf('coalesce(excluded.told_relation, s.told_relation)', 's.copied_from_external_id')],
  [
    'parent_external_id',
    'coalesce(excluded.told_parent_external_id, s.told_parent_external_id, s.copied_from_external_id)',
  ],
  ['last_activity_at', 'greatest(s.last_activity_at, excluded.last_activity_at)'],
];

/** Facts that say nothing new write nothing. */
const upsert = `
  insert into sessions as s (org_id, id, source_id, instance_id, connector_id, host_id, runtime, content_policy, external_id, told_relation,
    told_parent_external_id, relation, parent_external_id, title, cwd, repository, branch, runtime_version, status,
    started_at, ended_at, born_at, source_gone_at, reported_usd_picos, told_basis, last_activity_at)
  select $1, gen_random_uuid(), $2::uuid, case when $3::uuid is not null then $2::uuid end,
    case when $3::uuid is null then $2::uuid end, $3::uuid, $4, $5, f."externalId", f.relation, f."parentExternalId",
    coalesce(f.relation, 'MAIN'), f."parentExternalId", f.title, f.cwd, f.repository, f.branch, f."runtimeVersion",
    coalesce(f.status, 'UNKNOWN'), f."startedAt", f."endedAt", f."bornAt", case when f."sourceGone" then now() end,
    f."reportedUsdPicos", f.basis, coalesce(greatest(f."startedAt", f."endedAt"), 'epoch')
  from jsonb_to_recordset($6::jsonb) as f("externalId" text, relation text, "parentExternalId" text, title text,
    cwd text, repository text, branch text, "runtimeVersion" text, status text, "startedAt" timestamptz(3),
    "endedAt" timestamptz(3), "bornAt" timestamptz(3), "sourceGone" boolean, "reportedUsdPicos" bigint, basis text)
  on conflict (org_id, source_id, external_id) do update set
    ${changes.map(([column, value]) => `${column} = ${value}`).join(', ')}
  where (${changes.map(([, value]) => value).join(', ')})
    is distinct from (${changes.map(([column]) => `s.${column}`).join(', ')})
  returning id, external_id, erased_at is not null as erased, born_at`;

/**
 * Finds again whose history these sessions repeat: the youngest of those that own entries they hold. Answers the
 * sessions for which it is not what it was.
 */
export async function findForks(tx: Tx, source: SessionSource, sessions: string[]): Promise<string[]> {
  if (sessions.length === 0) return [];
  const rows: { id: string }[] = await tx.query(forks, [source.org_id, source.id, sessions]);
  return rows.map(({ id }) => id);
}

const forks = `
  with sources as (
    select distinct on (f.session_id) f.session_id, o.external_id
    from session_entries f
    join session_entries e on e.org_id = f.org_id and e.source_id = f.source_id and e.key = f.key and not e.copied
    join sessions o on o.org_id = e.org_id and o.id = e.session_id
    where f.org_id = $1 and f.source_id = $2 and f.session_id = any ($3::uuid[]) and f.copied
    order by f.session_id, o.born_at desc nulls first, o.external_id desc),
  found as (
    update sessions s set copied_from_external_id = n.external_id,
      relation = ${relationOf('s.told_relation', 'n.external_id')},
      parent_external_id = coalesce(s.told_parent_external_id, n.external_id)
    from unnest($3::uuid[]) as asked(id) left join sources n on n.session_id = asked.id
    where s.org_id = $1 and s.id = asked.id and s.copied_from_external_id is distinct from n.external_id
    returning s.id)
  select id from found`;

import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sessions of runtimes, what happened in them, and the tokens they used.
 *
 * A host that copies a session's history (a fork, a resumed one) sends the same entry or model call under two sessions.
 * Both claims are kept, and exactly one of them counts: that of the session whose file was born first. So what is
 * shown does not depend on which file was read first, and nothing is counted twice.
 */
export class SessionsCreate1795302100000 implements MigrationInterface {
  name = 'SessionsCreate1795302100000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(sessions);
    await q.query(entries);
    await q.query(usages);
    await q.query(fences);
    await q.query(`alter table connectors add column content_policy text not null default 'METADATA'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table connectors drop column content_policy;
      drop function sys_sessions_saying(tsquery);
      drop table session_usage_days, session_usages, session_words, session_entries, sessions;
    `);
  }
}

const tokens = `
        input bigint not null default 0,
        cache_read bigint not null default 0,
        cache_write bigint not null default 0,
        cache_write_long bigint not null default 0,
        output bigint not null default 0,
        reasoning bigint not null default 0,`;

/** Money is whole USD × 10⁻¹²: list prices are exact in it, and sums do not depend on their order. */
const money = `
        usd_picos bigint not null default 0,
        calls integer not null default 0,
        priced_calls integer not null default 0,
        unpriced_tokens bigint not null default 0,
        price_version text,`;

const sessions = `
      create table sessions (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        -- Where it is read from: a runtime instance on a host, or a gateway's connector. Names of sessions and entries
        -- are unique within it.
        source_id uuid not null,
        instance_id uuid,
        connector_id uuid,
        host_id uuid,
        runtime text not null,
        -- Byte order: it decides between two files of the same age, and must not depend on the server's language.
        external_id text collate "C" not null,
        told_relation text,
        told_parent_external_id text collate "C",
        -- Whose history this session's file repeats, found by the entries they share.
        copied_from_external_id text collate "C",
        -- What follows from the three above.
        relation text not null default 'MAIN',
        parent_external_id text collate "C",
        title text,
        cwd text,
        repository text,
        branch text,
        model text,
        model_at timestamptz(3),
        runtime_version text,
        status text not null default 'UNKNOWN',
        born_at timestamptz(3),
        started_at timestamptz(3),
        ended_at timestamptz(3),
        first_at timestamptz(3),
        -- The epoch stands for "never": lists are sorted by it.
        last_activity_at timestamptz(3) not null default 'epoch',
        source_gone_at timestamptz(3),
        erased_at timestamptz(3),
        told_basis text,
        reported_usd_picos bigint,
        content_policy text not null,
        -- How far a gateway's session was read.
        read_mark jsonb,
        message_count integer not null default 0,
        tool_call_count integer not null default 0,
        entry_count integer not null default 0,${tokens}${money}
        primary key (org_id, id),
        foreign key (org_id, instance_id) references runtime_instances (org_id, id) on delete cascade,
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade,
        constraint sessions_source check (source_id = coalesce(instance_id, connector_id)
          and (instance_id is null) = (host_id is null) and (instance_id is null) <> (connector_id is null))
      );
      create unique index sessions_external on sessions (org_id, source_id, external_id);
      -- Transcripts that a gateway may tell of too: see session_usages.elsewhere.
      create index sessions_claude on sessions (org_id, external_id) where runtime = 'CLAUDE_CODE';
      create index sessions_parent on sessions (org_id, source_id, parent_external_id) where parent_external_id is not null;
      create index sessions_recent on sessions (org_id, last_activity_at desc, id desc);
      create index sessions_cost on sessions (org_id, usd_picos desc, id desc);
      create index sessions_instance on sessions (org_id, instance_id, last_activity_at desc, id desc);
      create index sessions_connector on sessions (org_id, connector_id, last_activity_at desc, id desc) where connector_id is not null;
      create index sessions_host on sessions (org_id, host_id, last_activity_at desc, id desc);
      create index sessions_runtime on sessions (org_id, runtime, last_activity_at desc, id desc);
      create index sessions_status on sessions (org_id, status, last_activity_at desc, id desc);
      create index sessions_repository on sessions (org_id, repository, last_activity_at desc, id desc) where repository is not null;`;

/**
 * Not partitioned. Identity has no time in it, so a partition by time could not keep an entry from being stored twice;
 * content is erased by session, never dropped by age; and everything is found through one of the two indexes.
 */
const entries = `
      create table session_entries (
        org_id uuid not null,
        source_id uuid not null,
        key text collate "C" not null,
        session_id uuid not null,
        position bigint not null,
        kind text not null,
        role text,
        at timestamptz(3),
        text text,
        text_length integer not null,
        withheld boolean not null,
        redactions integer not null,
        digest bytea not null,
        tool_name text,
        tool_call_id text,
        is_error boolean not null,
        model text,
        -- Another session, born earlier, holds the same entry: it is shown and counted there.
        copied boolean not null default false,
        -- The batch that brought it: its event holds a digest of these rows.
        batch uuid not null,
        primary key (org_id, source_id, key, session_id),
        foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
      );
      create index session_entries_timeline on session_entries (org_id, session_id, position, key);

      -- Words of what each batch added to a session, in parts of about 64 Ki characters. Written after the batch, in the
      -- background: a GIN index on the entries themselves made taking them up six to fourteen times slower.
      create table session_words (
        org_id uuid not null,
        session_id uuid not null,
        batch uuid not null,
        part integer not null,
        words tsvector not null,
        primary key (org_id, session_id, batch, part),
        foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
      );
      create index session_words_words on session_words using gin (words);`;

const usages = `
      create table session_usages (
        org_id uuid not null,
        -- Within what the key names one model call: a host, or a gateway.
        scope_id uuid not null,
        runtime text not null,
        key text collate "C" not null,
        session_id uuid not null,
        entry_key text collate "C",
        at timestamptz(3),
        model text not null,
        provider text,${tokens}
        usd_picos bigint,
        price_version text,
        -- External id of the Claude Code session whose transcript on some host tells of the same call: where that session
        -- is known too, the call counts there.
        elsewhere text collate "C",
        -- Of several sessions that hold the same model call, the one born first counts it.
        counted boolean not null default true,
        primary key (org_id, scope_id, runtime, key, session_id),
        foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
      );
      create index session_usages_session on session_usages (org_id, session_id, entry_key);
      create index session_usages_elsewhere on session_usages (org_id, elsewhere) where elsewhere is not null;

      -- What counts, summed by day (UTC; the epoch where no time is known) and model: what breakdowns read.
      create table session_usage_days (
        org_id uuid not null,
        session_id uuid not null,
        day date not null,
        model text not null,${tokens}${money}
        primary key (org_id, session_id, day, model),
        foreign key (org_id, session_id) references sessions (org_id, id) on delete cascade
      );
      create index session_usage_days_day on session_usage_days (org_id, day);`;

const fences = `
      select fence_tenant_table('sessions');
      select fence_tenant_table('session_entries');
      select fence_tenant_table('session_words');
      select fence_tenant_table('session_usages');
      select fence_tenant_table('session_usage_days');
      grant select, insert, update on sessions, session_usages to clawbutler_app;
      grant select, insert on session_entries to clawbutler_app;
      grant update (text, withheld, copied) on session_entries to clawbutler_app;
      grant select, insert, update, delete on session_usage_days to clawbutler_app;
      grant select, insert, delete on session_words to clawbutler_app;

      -- Text search is no leakproof operator, so under row-level security its index would never be used. This function
      -- may use it; it looks at the organisation of the transaction only.
      create policy sys on session_words for select to clawbutler_sys using (true);
      grant select on session_words to clawbutler_sys;
      create function sys_sessions_saying(query tsquery) returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$
          select distinct session_id from session_words where org_id = app_org() and words @@ query $$;
      alter function sys_sessions_saying(tsquery) owner to clawbutler_sys;
      grant execute on function app_org() to clawbutler_sys;
      revoke execute on function sys_sessions_saying(tsquery) from public;
      grant execute on function sys_sessions_saying(tsquery) to clawbutler_app;`;

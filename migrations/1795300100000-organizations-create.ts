import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts and sessions belong to people, not to organisations; memberships, invites and tokens are fenced. */
export class OrganizationsCreate1795300100000 implements MigrationInterface {
  name = 'OrganizationsCreate1795300100000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table organizations (
        id uuid primary key,
        name text not null,
        slug text not null unique,
        created_at timestamptz(3) not null default clock_timestamp()
      );
      create table users (
        id uuid primary key,
        email text not null unique,
        name text not null,
        password_hash text not null,
        email_verified_at timestamptz(3),
        created_at timestamptz(3) not null default clock_timestamp()
      );
      create table login_sessions (
        id uuid primary key,
        user_id uuid not null references users(id) on delete cascade,
        token_hash bytea not null unique,
        created_at timestamptz(3) not null default clock_timestamp(),
        last_seen_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        revoked_at timestamptz(3),
        ip text,
        user_agent text
      );
      create index login_sessions_user on login_sessions (user_id, created_at desc);
      create table one_time_links (
        id uuid primary key,
        kind text not null,
        token_hash bytea not null unique,
        user_id uuid references users(id) on delete cascade,
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3),
        used_at timestamptz(3)
      );
      create table memberships (
        org_id uuid not null references organizations(id) on delete cascade,
        user_id uuid not null references users(id) on delete cascade,
        role text not null,
        joined_at timestamptz(3) not null default clock_timestamp(),
        suspended_at timestamptz(3),
        primary key (org_id, user_id)
      );
      create index memberships_user on memberships (user_id);
      create table invites (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        email text,
        role text not null,
        token_hash bytea not null unique,
        created_by uuid not null,
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        used_at timestamptz(3),
        revoked_at timestamptz(3),
        primary key (org_id, id)
      );
      create table service_tokens (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        name text not null,
        prefix text not null,
        token_hash bytea not null unique,
        scopes text[] not null,
        created_by uuid not null,
        created_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        last_used_at timestamptz(3),
        revoked_at timestamptz(3),
        primary key (org_id, id)
      );
      select fence_tenant_table('organizations', 'id');
      select fence_tenant_table('memberships');
      select fence_tenant_table('invites');
      select fence_tenant_table('service_tokens');
      grant select, insert, update, delete on organizations, memberships, invites, service_tokens to clawbutler_app;
      grant select, insert, update, delete on users, login_sessions, one_time_links to clawbutler_app;

      create policy sys on organizations for select to clawbutler_sys using (true);
      create policy sys on memberships for select to clawbutler_sys using (true);
      create policy sys on invites for select to clawbutler_sys using (true);
      create policy sys on service_tokens for select to clawbutler_sys using (true);
      grant select on organizations, memberships, invites, service_tokens, users, login_sessions to clawbutler_sys;

      -- Which organisations a person belongs to: needed before any organisation is chosen.
      create function sys_memberships_of(person uuid)
        returns table (org_id uuid, slug text, name text, created_at timestamptz, role text, suspended_at timestamptz)
        language sql stable security definer set search_path = public, pg_temp as $$
          select o.id, o.slug, o.name, o.created_at, m.role, m.suspended_at
          from memberships m join organizations o on o.id = m.org_id where m.user_id = person order by o.name, o.id $$;
      create function sys_service_token(hash bytea)
        returns table (org_id uuid, id uuid, name text, scopes text[], expires_at timestamptz, revoked_at timestamptz, creator_role text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select t.org_id, t.id, t.name, t.scopes, t.expires_at, t.revoked_at,
                 (select m.role from memberships m where m.org_id = t.org_id and m.user_id = t.created_by and m.suspended_at is null)
          from service_tokens t where t.token_hash = hash $$;
      create function sys_invite(hash bytea)
        returns table (org_id uuid, id uuid, organization_name text, email text, role text, expires_at timestamptz, usable boolean)
        language sql stable security definer set search_path = public, pg_temp as $$
          select i.org_id, i.id, o.name, i.email, i.role, i.expires_at,
                 i.used_at is null and i.revoked_at is null and i.expires_at > now()
          from invites i join organizations o on o.id = i.org_id where i.token_hash = hash $$;
      create function sys_any_owner() returns boolean language sql stable security definer
        set search_path = public, pg_temp as $$ select exists (select 1 from memberships where role = 'OWNER') $$;
      create function sys_slug_taken(candidate text) returns boolean language sql stable security definer
        set search_path = public, pg_temp as $$ select exists (select 1 from organizations where slug = candidate) $$;
      -- Which of these credentials still hold: asked every two seconds for all open sockets at once.
      create function sys_live_credentials(sessions uuid[], tokens uuid[])
        returns table (kind text, id uuid, org_id uuid, role text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select 'session', s.id, m.org_id, m.role from login_sessions s join memberships m on m.user_id = s.user_id
          where s.id = any (sessions) and s.revoked_at is null and s.expires_at > now() and m.suspended_at is null
          union all
          select 'token', t.id, t.org_id, null from service_tokens t
          where t.id = any (tokens) and t.revoked_at is null and t.expires_at > now() $$;
      create function sys_organization_ids() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$ select id from organizations $$;
      alter function sys_memberships_of(uuid) owner to clawbutler_sys;
      alter function sys_service_token(bytea) owner to clawbutler_sys;
      alter function sys_invite(bytea) owner to clawbutler_sys;
      alter function sys_any_owner() owner to clawbutler_sys;
      alter function sys_slug_taken(text) owner to clawbutler_sys;
      alter function sys_live_credentials(uuid[], uuid[]) owner to clawbutler_sys;
      alter function sys_organization_ids() owner to clawbutler_sys;
      revoke execute on function sys_memberships_of(uuid), sys_service_token(bytea), sys_invite(bytea), sys_any_owner(),
        sys_slug_taken(text), sys_live_credentials(uuid[], uuid[]), sys_organization_ids() from public;
      grant execute on function sys_memberships_of(uuid), sys_service_token(bytea), sys_invite(bytea), sys_any_owner(),
        sys_slug_taken(text), sys_live_credentials(uuid[], uuid[]), sys_organization_ids() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop function sys_organization_ids(), sys_live_credentials(uuid[], uuid[]), sys_slug_taken(text), sys_any_owner(),
        sys_invite(bytea), sys_service_token(bytea), sys_memberships_of(uuid);
      drop table service_tokens, invites, memberships, one_time_links, login_sessions, users, organizations;
    `);
  }
}

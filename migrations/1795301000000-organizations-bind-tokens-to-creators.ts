import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a token may do depends on what its creator may do now, and so does an invite: look both up together. */
export class OrganizationsBindTokensToCreators1795301000000 implements MigrationInterface {
  name = 'OrganizationsBindTokensToCreators1795301000000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      alter table one_time_links add column name text, add column password_hash text;

      drop function sys_live_credentials(uuid[], uuid[]);
      -- For a token: its scopes and its creator's role, null once the creator was suspended or removed.
      create function sys_live_credentials(sessions uuid[], tokens uuid[])
        returns table (kind text, id uuid, org_id uuid, role text, scopes text[])
        language sql stable security definer set search_path = public, pg_temp as $$
          select 'session', s.id, m.org_id, m.role, null::text[]
          from login_sessions s join memberships m on m.user_id = s.user_id
          where s.id = any (sessions) and s.revoked_at is null and s.expires_at > now() and m.suspended_at is null
          union all
          select 'token', t.id, t.org_id, m.role, t.scopes from service_tokens t
          left join memberships m on m.org_id = t.org_id and m.user_id = t.created_by and m.suspended_at is null
          where t.id = any (tokens) and t.revoked_at is null and t.expires_at > now() $$;

      drop function sys_invite(bytea);
      create function sys_invite(hash bytea)
        returns table (org_id uuid, id uuid, organization_name text, email text, role text, expires_at timestamptz, usable boolean, creator_role text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select i.org_id, i.id, o.name, i.email, i.role, i.expires_at,
                 i.used_at is null and i.revoked_at is null and i.expires_at > now(),
                 (select m.role from memberships m where m.org_id = i.org_id and m.user_id = i.created_by and m.suspended_at is null)
          from invites i join organizations o on o.id = i.org_id where i.token_hash = hash $$;

      alter function sys_live_credentials(uuid[], uuid[]) owner to clawbutler_sys;
      alter function sys_invite(bytea) owner to clawbutler_sys;
      revoke execute on function sys_live_credentials(uuid[], uuid[]), sys_invite(bytea) from public;
      grant execute on function sys_live_credentials(uuid[], uuid[]), sys_invite(bytea) to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`
      drop function sys_invite(bytea), sys_live_credentials(uuid[], uuid[]);
      create function sys_live_credentials(sessions uuid[], tokens uuid[])
        returns table (kind text, id uuid, org_id uuid, role text)
        language sql stable security definer set search_path = public, pg_temp as $$
          select 'session', s.id, m.org_id, m.role from login_sessions s join memberships m on m.user_id = s.user_id
          where s.id = any (sessions) and s.revoked_at is null and s.expires_at > now() and m.suspended_at is null
          union all
          select 'token', t.id, t.org_id, null from service_tokens t
          where t.id = any (tokens) and t.revoked_at is null and t.expires_at > now() $$;
      create function sys_invite(hash bytea)
        returns table (org_id uuid, id uuid, organization_name text, email text, role text, expires_at timestamptz, usable boolean)
        language sql stable security definer set search_path = public, pg_temp as $$
          select i.org_id, i.id, o.name, i.email, i.role, i.expires_at,
                 i.used_at is null and i.revoked_at is null and i.expires_at > now()
          from invites i join organizations o on o.id = i.org_id where i.token_hash = hash $$;
      alter function sys_live_credentials(uuid[], uuid[]) owner to clawbutler_sys;
      alter function sys_invite(bytea) owner to clawbutler_sys;
      revoke execute on function sys_live_credentials(uuid[], uuid[]), sys_invite(bytea) from public;
      grant execute on function sys_live_credentials(uuid[], uuid[]), sys_invite(bytea) to clawbutler_app;
      alter table one_time_links drop column name, drop column password_hash;
    `);
  }
}

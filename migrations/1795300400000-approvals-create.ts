import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests, what became of them, and the rules that govern them. */
export class ApprovalsCreate1795300400000 implements MigrationInterface {
  name = 'ApprovalsCreate1795300400000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create table approval_policies (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        name text not null,
        position integer not null,
        enabled boolean not null default true,
        effect text not null,
        connector_ids uuid[] not null default '{}',
        agent_ids uuid[] not null default '{}',
        tools text[] not null default '{}',
        commands text[] not null default '{}',
        cwds text[] not null default '{}',
        minimum_risk text,
        maximum_risk text,
        required_role text,
        timeout_seconds integer,
        created_at timestamptz(3) not null default clock_timestamp(),
        updated_at timestamptz(3) not null default clock_timestamp(),
        deleted_at timestamptz(3),
        primary key (org_id, id)
      );
      create index approval_policies_order on approval_policies (org_id, position) where deleted_at is null;

      create table approvals (
        org_id uuid not null references organizations(id) on delete cascade,
        id uuid not null,
        connector_id uuid not null,
        agent_id uuid,
        external_id text not null,
        kind text not null,
        tool text not null,
        -- The exact bytes that are hashed, as JSON text: every control character is an escape in it.
        canonical_action text not null,
        digest text not null,
        -- Lower-cased action for searching and for finding the same action again; may lack what PostgreSQL cannot store.
        search_text text not null,
        action_hash text not null,
        details jsonb not null,
        raw text not null,
        session_key text,
        run_id text,
        tool_call_id text,
        state text not null,
        decision text,
        decision_source text,
        decided_by uuid,
        decided_at timestamptz(3),
        decision_reason text,
        resolved_elsewhere_by text,
        delivery text not null default 'NONE',
        delivered_at timestamptz(3),
        delivery_note text,
        outcome text not null default 'NONE',
        exit_code integer,
        executed_at timestamptz(3),
        output_preview text,
        outcome_note text,
        risk text not null,
        risk_reasons jsonb not null,
        policy_id uuid,
        policy_sentence text not null,
        required_role text,
        asked_at timestamptz(3) not null default clock_timestamp(),
        expires_at timestamptz(3) not null,
        primary key (org_id, id),
        foreign key (org_id, connector_id) references connectors (org_id, id) on delete cascade
      );
      create unique index approvals_external on approvals (org_id, connector_id, external_id);
      create index approvals_newest on approvals (org_id, asked_at desc, id desc);
      create index approvals_state_newest on approvals (org_id, state, asked_at desc, id desc);
      create index approvals_urgency on approvals (org_id, expires_at, id) where state = 'PENDING';
      create index approvals_agent on approvals (org_id, agent_id, asked_at desc, id desc);
      create index approvals_connector on approvals (org_id, connector_id, asked_at desc, id desc);
      create index approvals_call on approvals (org_id, connector_id, run_id, tool_call_id) where run_id is not null;
      create index approvals_same on approvals (org_id, action_hash, decided_at desc) where decided_at is not null;
      create index approvals_decided on approvals (org_id, decided_at desc) where decided_at is not null;
      create index approvals_awaiting_outcome on approvals (org_id, decided_at) where outcome = 'NONE' and delivery = 'DELIVERED';
      create index approvals_policy on approvals (org_id, policy_id, asked_at desc) where policy_id is not null;

      select fence_tenant_table('approval_policies');
      select fence_tenant_table('approvals');
      grant select, insert, update, delete on approval_policies, approvals to clawbutler_app;
      create policy sys on approvals for select to clawbutler_sys using (true);
      grant select on approvals to clawbutler_sys;
      create function sys_orgs_with_due_approvals() returns setof uuid language sql stable security definer
        set search_path = public, pg_temp as $$
          select distinct org_id from approvals where state = 'PENDING' and expires_at <= now()
          union
          select distinct org_id from approvals where outcome = 'NONE' and delivery = 'DELIVERED' and decided_at < now() - interval '30 minutes' $$;
      alter function sys_orgs_with_due_approvals() owner to clawbutler_sys;
      revoke execute on function sys_orgs_with_due_approvals() from public;
      grant execute on function sys_orgs_with_due_approvals() to clawbutler_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop function sys_orgs_with_due_approvals(); drop table approvals, approval_policies;`);
  }
}

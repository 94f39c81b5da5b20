import { createHash, randomUUID } from 'node:crypto';
import { systemCtx, type Ctx } from '../platform/auth/ctx.js';
import { hostPermissions } from '../platform/auth/permissions.js';
import type { Actor } from './actor.js';
import { readRows } from './stored-events.js';
import type { TestApp } from './test-app.js';

/** A host with one added runtime, put there without pairing: for tests about sessions, not about hosts. */
export interface PlacedRuntime {
  hostId: string;
  instanceId: string;
  /** What the host's signed requests carry. */
  ctx: Ctx;
}

/** What differs between runtimes in tests. */
export interface RuntimeWish {
  kind?: string;
  policy?: 'METADATA' | 'REDACTED' | 'FULL';
  state?: string;
  paused?: boolean;
  /** Of an earlier one; default: a host of its own, heard of just now. */
  hostId?: string;
}

/** Puts a runtime on a host into the actor's organisation. */
export async function placeRuntime(
  app: TestApp,
  of: Pick<Actor, 'organizationId'>,
  { kind = 'CLAUDE_CODE', policy = 'FULL', state = 'ADDED', paused = false, hostId }: RuntimeWish = {},
): Promise<PlacedRuntime> {
  const organizationId = of.organizationId!;
  const instanceId = randomUUID();
  const host = hostId ?? randomUUID();
  const run = (sql: string, params: unknown[]) => readRows(app.database, organizationId, sql, params);
  if (!hostId) {
    await run(
      `insert into runtime_hosts (org_id, id, name, hostname, platform, agent_version, public_key, key_hash, last_seen_at)
       values ($1, $2::uuid, 'desk', 'desk', 'linux x64', '0.1.0', sha256($2::uuid::text::bytea), sha256($2::uuid::text::bytea), now() + interval '1 hour')`,
      [organizationId, host],
    );
  }
  await run(
    `insert into runtime_instances (org_id, id, host_id, kind, key, location, label, state, content_policy, paused)
     values ($1, $2::uuid, $3, $4, $2::uuid::text, '~/.claude', 'Claude Code ~/.claude', $5, $6, $7)`,
    [organizationId, instanceId, host, kind, state, policy, paused],
  );
  const actor = { kind: 'HOST' as const, id: host, label: 'desk' };
  const ctx = { ...systemCtx(organizationId, 'test-request', actor), permissions: hostPermissions };
  return { hostId: host, instanceId, ctx };
}

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 20, 10) + seconds * 1000);

/** What a host tells of a session, with what the test says instead. */
export function facts(externalId: string, changes: object = {}) {
  return { externalId, relation: 'MAIN' as const, status: 'IDLE' as const, sourceGone: false, ...changes };
}

/** An entry of a session. */
export function entry(sessionExternalId: string, position: number, changes: object = {}) {
  const text = `message ${position} of ${sessionExternalId}`;
  return {
    ...{ sessionExternalId, position, key: `${sessionExternalId}-${position}`, kind: 'MESSAGE' as const },
    ...{
      role: 'USER' as const,
      at: at(position),
      text,
      textLength: text.length,
      withheld: false,
      redactions: 0,
    },
    digest: createHash('sha256').update(text).digest('hex'),
    isError: false,
    ...changes,
  };
}

/** A model call of a session. */
export function usage(sessionExternalId: string, key: string, changes: object = {}) {
  const tokens = {
    input: 10,
    cacheRead: 5000,
    cacheWrite: 200,
    cacheWriteLong: 100,
    output: 14,
    reasoning: 0,
  };
  return {
    sessionExternalId,
    key,
    at: at(1),
    model: 'claude-opus-5-5',
    provider: 'anthropic',
    ...tokens,
    ...changes,
  };
}

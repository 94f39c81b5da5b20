import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hashToken, parseToken } from '../crypto/tokens.js';
import { Database } from '../database/database.service.js';
import { AppError } from '../errors/app-error.js';
import { AccessTokens } from './access-tokens.service.js';
import type { Ctx, Role } from './ctx.js';
import { HostCredentials, type KnownHost } from './host-credentials.service.js';
import { pairingTag, readSignature, type PresentedSignature } from './http-signature.js';
import { grantScopes, hostPermissions, permissionsOf } from './permissions.js';

/** What a request brings along, whatever carried it. */
export interface Presented {
  cookieToken: string | null;
  /** `Authorization: Bearer …`: an access token (JWT) or a service token. */
  bearer: string | null;
  /** A signed request; null over the WebSocket. */
  signature: PresentedSignature | null;
  /** Hosts' access tokens work there only: over HTTP a host signs. */
  overSocket: boolean;
  /** Organisation id or slug from the header; null to use the only one. */
  organization: string | null;
  requestId?: string;
  ip: string | null;
  userAgent: string | null;
  idempotency?: Ctx['idempotency'];
}

const touchEveryMs = 60_000;

interface SessionRow {
  id: string;
  user_id: string;
  name: string;
  email: string;
  stale: boolean;
}

/** Without values for a person who belongs nowhere. */
interface MembershipRow {
  org_id: string | null;
  slug: string;
  role: Role;
}

interface SignedIn {
  session: SessionRow;
  memberships: MembershipRow[];
}

/** Turns what a request presents into a `Ctx`. Nothing valid means anonymous; a wrong credential is an error, never anonymous. */
@Injectable()
export class Identity {
  private readonly touched = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly accessTokens: AccessTokens,
    private readonly hosts: HostCredentials,
  ) {}

  async resolve(presented: Presented): Promise<Ctx> {
    const base = {
      requestId: presented.requestId ?? randomUUID(),
      ip: presented.ip,
      userAgent: presented.userAgent,
      idempotency: presented.idempotency,
    };
    const { signature } = presented;
    // A machine that is being paired is nobody yet: its signature is for the field it asks.
    if (signature !== null && readSignature(signature)?.tag !== pairingTag)
      return host(await this.hosts.admit(signature, base.requestId), presented.organization, base);
    if (presented.bearer !== null) return this.fromBearer(presented, presented.bearer, base);
    if (presented.cookieToken !== null) {
      const token = parseToken(presented.cookieToken, 'session');
      const signedIn = token && (await this.session('token_hash', hashToken(presented.cookieToken)));
      if (signedIn) return this.person(signedIn, presented.organization, base);
    }
    return {
      ...base,
      actor: { kind: 'ANONYMOUS', id: null, label: 'Anonymous' },
      organizationId: null,
      role: null,
      permissions: new Set(),
      credentialId: null,
    };
  }

  private async fromBearer(presented: Presented, bearer: string, base: BaseCtx): Promise<Ctx> {
    if (bearer.startsWith('cb_')) {
      if (!parseToken(bearer, 'service')) throw new AppError('UNAUTHENTICATED', 'This token is not valid.');
      return this.serviceToken(hashToken(bearer), presented.organization, base);
    }
    const ofHost = presented.overSocket ? await this.accessTokens.verifyForHost(bearer) : null;
    if (ofHost) return host(await this.hosts.stillPaired(ofHost), presented.organization, base);
    const claims = await this.accessTokens.verify(bearer);
    const signedIn = claims && (await this.session('id', claims.sessionId));
    if (!signedIn || signedIn.session.user_id !== claims.userId) {
      throw new AppError('UNAUTHENTICATED', 'This access token is not valid or has expired.');
    }
    return this.person(signedIn, presented.organization, base);
  }

  /** The session with every membership of its person, in one round trip: it stands before every request. */
  private async session(column: 'token_hash' | 'id', value: string | Buffer): Promise<SignedIn | null> {
    const rows = await this.database.query<SessionRow & MembershipRow>(
      `select s.id, s.user_id, u.name, u.email, s.last_seen_at < now() - interval '1 minute' as stale,
         m.org_id, m.slug, m.role
       from login_sessions s join users u on u.id = s.user_id
         left join lateral sys_memberships_of(u.id) m on m.suspended_at is null
       where s.${column} = $1 and s.revoked_at is null and s.expires_at > now()`,
      [value],
    );
    return rows[0] ? { session: rows[0], memberships: rows.filter((row) => row.org_id !== null) } : null;
  }

  private async person(
    { session, memberships }: SignedIn,
    wanted: string | null,
    base: BaseCtx,
  ): Promise<Ctx> {
    if (session.stale) {
      await this.database.query(
        `update login_sessions set last_seen_at = now(), ip = coalesce($2, ip) where id = $1`,
        [session.id, base.ip],
      );
    }
    const chosen =
      wanted === null
        ? onlyOne(memberships)
        : memberships.find((m) => m.org_id === wanted || m.slug === wanted);
    return {
      ...base,
      actor: { kind: 'PERSON', id: session.user_id, label: session.name || session.email },
      organizationId: chosen?.org_id ?? null,
      role: chosen?.role ?? null,
      permissions: permissionsOf(chosen?.role ?? null),
      credentialId: session.id,
    };
  }

  private async serviceToken(hash: Buffer, wanted: string | null, base: BaseCtx): Promise<Ctx> {
    const [row] = await this.database.query<{
      org_id: string;
      id: string;
      name: string;
      scopes: string[];
      expires_at: Date;
      revoked_at: Date | null;
      creator_role: Role | null;
      slug?: string;
    }>('select * from sys_service_token($1) where revoked_at is null and expires_at > now()', [hash]);
    if (!row) throw new AppError('UNAUTHENTICATED', 'This service token is unknown, revoked or expired.');
    // The token shrinks with its creator: it never holds more than the person who minted it holds now.
    const scopes = grantScopes(row.scopes, permissionsOf(row.creator_role));
    await this.touchToken(row.org_id, row.id);
    const matches = wanted === null || wanted === row.org_id || (await this.slugOf(row.org_id)) === wanted;
    return {
      ...base,
      actor: { kind: 'SERVICE_TOKEN', id: row.id, label: row.name },
      organizationId: matches ? row.org_id : null,
      role: null,
      permissions: matches ? new Set<string>(scopes) : new Set(),
      credentialId: row.id,
    };
  }

  private async touchToken(organizationId: string, id: string): Promise<void> {
    if (Date.now() - (this.touched.get(id) ?? 0) < touchEveryMs) return;
    this.touched.set(id, Date.now());
    await this.database.within({ organizationId }, (tx) =>
      tx.query(
        `update service_tokens set last_used_at = now()
         where org_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
        [organizationId, id],
      ),
    );
  }

  private slugOf(organizationId: string): Promise<string | undefined> {
    return this.database.within({ organizationId }, async (tx) => {
      const [row]: { slug: string }[] = await tx.query('select slug from organizations where id = $1', [
        organizationId,
      ]);
      return row?.slug;
    });
  }
}

/** A paired machine: in its own organisation, with what machines may do. */
function host(known: KnownHost, wanted: string | null, base: BaseCtx): Ctx {
  const matches = wanted === null || wanted === known.organizationId;
  return {
    ...base,
    actor: { kind: 'HOST', id: known.id, label: known.name },
    organizationId: matches ? known.organizationId : null,
    role: null,
    permissions: matches ? hostPermissions : new Set(),
    credentialId: known.id,
  };
}

type BaseCtx = Pick<Ctx, 'requestId' | 'ip' | 'userAgent' | 'idempotency'>;

function onlyOne<T>(list: T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** Fingerprint of a request body for idempotency. */
export function bodyHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

export type ActorKind = 'PERSON' | 'SERVICE_TOKEN' | 'HOST' | 'POLICY' | 'CONNECTOR' | 'SYSTEM' | 'ANONYMOUS';

export interface Actor {
  readonly kind: ActorKind;
  readonly id: string | null;
  /** Name as it is now; copied into the audit log so that history keeps the name of then. */
  readonly label: string;
}

export type Role = 'OWNER' | 'ADMIN' | 'OPERATOR' | 'APPROVER' | 'AUDITOR' | 'VIEWER';

/** Who asks, for which organisation, with which rights. Built once per request or socket and passed explicitly everywhere. */
export interface Ctx {
  readonly actor: Actor;
  /** Null only for people outside any organisation and for the anonymous. */
  readonly organizationId: string | null;
  readonly role: Role | null;
  readonly permissions: ReadonlySet<string>;
  /** Id of the login session, service token or host used. */
  readonly credentialId: string | null;
  readonly requestId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Present on a mutation sent with an `Idempotency-Key`. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: string };
}

/** A context for work nobody asked for over the wire: schedules, gateways, policies. */
export function systemCtx(organizationId: string, requestId: string, actor?: Actor): Ctx {
  return {
    actor: actor ?? { kind: 'SYSTEM', id: null, label: 'ClawButler' },
    organizationId,
    role: null,
    permissions: new Set(),
    credentialId: null,
    requestId,
    ip: null,
    userAgent: null,
  };
}

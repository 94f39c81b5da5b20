import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { WebSocket } from 'ws';
import type { Ctx, Role } from '../auth/ctx.js';
import { grantScopes, permissionsOf } from '../auth/permissions.js';
import { Database } from '../database/database.service.js';
import { Doorbell } from '../live/doorbell.js';
import { Log } from '../telemetry/log.js';

const checkEveryMs = 2000;
const maxSocketsPerActor = 20;

interface LiveCredential {
  kind: 'session' | 'token' | 'host';
  id: string;
  org_id: string;
  /** Of the person, or of the person who minted the token; null once they may do nothing here. */
  role: Role | null;
  scopes: string[] | null;
}

/** Knows every open socket's rights and closes it when they change: at once when told, within two seconds otherwise. */
@Injectable()
export class SocketRoster implements OnModuleInit, OnModuleDestroy {
  private readonly open = new Map<WebSocket, Ctx>();
  private timer: NodeJS.Timeout | null = null;
  private unlisten: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const check = () =>
      void this.check().catch((error: unknown) => this.log.warn('socket check failed', { error }));
    this.timer = setInterval(check, checkEveryMs);
    this.unlisten = this.doorbell.on('credentials', check);
  }

  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
    this.unlisten?.();
  }

  /** @returns false when this caller has too many sockets open already. */
  enter(socket: WebSocket, ctx: Ctx): boolean {
    const same = [...this.open.values()].filter((other) => other.actor.id === ctx.actor.id).length;
    if (same >= maxSocketsPerActor) {
      socket.close(4429, 'Too many sockets');
      return false;
    }
    this.open.set(socket, ctx);
    socket.once('close', () => this.open.delete(socket));
    return true;
  }

  private async check(): Promise<void> {
    if (this.open.size === 0) return;
    // Who enters while the database is asked was not asked about: only these are judged by its answer.
    const asked = [...this.open];
    const ids = (kind: string) => [
      ...new Set(asked.filter(([, c]) => c.actor.kind === kind).map(([, c]) => c.credentialId)),
    ];
    const rows = await this.database.query<LiveCredential>(
      `select * from sys_live_credentials($1, $2)
       union all select 'host', id, org_id, null, null from sys_live_hosts($3)`,
      [ids('PERSON'), ids('SERVICE_TOKEN'), ids('HOST')],
    );
    const places = new Map(rows.map((row) => [`${row.id}/${row.org_id}`, row]));
    const known = new Set(rows.map((row) => row.id));
    for (const [socket, ctx] of asked) {
      const now = places.get(`${ctx.credentialId}/${ctx.organizationId}`);
      if (now && holdsStill(now, ctx)) continue;
      // 4401: the credential is gone. 4403: it lives, but its rights here changed; reconnect to get the new ones.
      if (known.has(ctx.credentialId!)) socket.close(4403, 'Forbidden');
      else socket.close(4401, 'Unauthorized');
    }
  }
}

/** Whether a credential means now what it meant when the socket opened. */
function holdsStill(now: LiveCredential, ctx: Ctx): boolean {
  // Hosts hold one permission, for as long as they are let in.
  if (now.kind === 'host') return true;
  if (now.kind === 'session') return now.role === ctx.role;
  const scopes = grantScopes(now.scopes, permissionsOf(now.role));
  return scopes.length === ctx.permissions.size && scopes.every((scope) => ctx.permissions.has(scope));
}

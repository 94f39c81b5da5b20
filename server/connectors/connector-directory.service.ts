import { Injectable } from '@nestjs/common';
import type { ContentPolicy } from '../../schema/generated/types.js';
import type { Ctx } from '../platform/auth/ctx.js';
import { Database } from '../platform/database/database.service.js';
import type { Tx } from '../platform/database/tx.js';

/** A connector that was not removed, as far as other rooms need it inside their own transactions. */
export interface ListedConnector {
  id: string;
  name: string;
  enabled: boolean;
  state: string;
}

/** A connector that was not removed, and how much of its gateway's sessions may be kept. */
export interface ReadConnector {
  org_id: string;
  id: string;
  label: string;
  content_policy: ContentPolicy;
}

/** Which gateways an organisation has, readable in another room's transaction. */
@Injectable()
export class ConnectorDirectory {
  constructor(private readonly database: Database) {}

  /** All connectors that were not removed, by name; with `id` at most that one. */
  async live(tx: Tx, organizationId: string, id?: string): Promise<ListedConnector[]> {
    return tx.query(
      `select id, name, enabled, state from connectors
       where org_id = $1 and removed_at is null and ($2::text is null or id::text = $2) order by lower(name), id`,
      [organizationId, id ?? null],
    );
  }

  /** A connector whose sessions are read, kept from being removed until the transaction ends; null when it was removed. */
  async reading(tx: Tx, organizationId: string, id: string): Promise<ReadConnector | null> {
    const [row]: ReadConnector[] = await tx.query(
      `select org_id, id, name as label, content_policy from connectors
       where org_id = $1 and id = $2 and removed_at is null for share`,
      [organizationId, id],
    );
    return row ?? null;
  }

  /** Connectors without a link: what their gateways said last of anything open is worth nothing now. */
  async awayIds(ctx: Pick<Ctx, 'organizationId'>): Promise<string[]> {
    const rows: { id: string }[] = await this.database.within(ctx, (tx) =>
      tx.query(
        `select id from connectors where org_id = $1 and (state <> 'CONNECTED' or removed_at is not null)`,
        [ctx.organizationId],
      ),
    );
    return rows.map((row) => row.id);
  }
}

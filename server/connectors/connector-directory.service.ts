import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';

/** A connector that was not removed, as far as other rooms need it inside their own transactions. */
export interface ListedConnector {
  id: string;
  name: string;
  enabled: boolean;
  state: string;
}

/** Which gateways an organisation has, readable in another room's transaction. */
@Injectable()
export class ConnectorDirectory {
  /** All connectors that were not removed, by name; with `id` at most that one. */
  async live(tx: Tx, organizationId: string, id?: string): Promise<ListedConnector[]> {
    return tx.query(
      `select id, name, enabled, state from connectors
       where org_id = $1 and removed_at is null and ($2::text is null or id::text = $2) order by lower(name), id`,
      [organizationId, id ?? null],
    );
  }
}

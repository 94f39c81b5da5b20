import type { Overview } from '../../schema/generated/types.js';
import type { Tx } from '../platform/database/tx.js';

/**
 * A room below that has numbers for the dashboard. Its service has this method; it need not know of this room:
 * the module lists the services under the token.
 */
export interface OverviewSource {
  /** The numbers this room knows, of the transaction's organisation. */
  overview(tx: Tx, organizationId: string): Promise<Partial<Overview>>;
}

/** Injection token of the list of sources. */
export const OVERVIEW_SOURCES = 'OVERVIEW_SOURCES';

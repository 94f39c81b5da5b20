import type { CompactTree } from '../platform/crypto/compact-tree.js';
import type { NodeAddress } from '../platform/crypto/tree-proofs.js';
import type { Tx } from '../platform/database/tx.js';

/** Reads stored hashes of an organisation's tree, in the order asked: leaves from the events, the rest from `audit_nodes`. */
export async function storedNodes(
  tx: Tx,
  organizationId: string,
  wanted: readonly NodeAddress[],
): Promise<Buffer[]> {
  const levels = wanted.map((node) => node.level);
  const indexes = wanted.map((node) => node.index);
  const rows: { hash: Buffer | null }[] = await tx.query(
    `select coalesce(n.hash, e.leaf) as hash
     from unnest($2::smallint[], $3::bigint[]) with ordinality as w(level, index, place)
     left join audit_nodes n on n.org_id = $1 and n.level = w.level and n.index = w.index
     left join domain_events e on e.org_id = $1 and w.level = 0 and e.seq = w.index + 1
     order by w.place`,
    [organizationId, levels, indexes],
  );
  return rows.map((row) => row.hash ?? Buffer.alloc(0));
}

/** The tree over the first `size` leaves, put together from its stored perfect subtrees. */
export async function treeAt(tx: Tx, organizationId: string, size: number): Promise<CompactTree> {
  return { size, peaks: await storedNodes(tx, organizationId, peakAddresses(size)) };
}

/** One perfect subtree for every 1 bit of the size, the largest first. */
function peakAddresses(size: number): NodeAddress[] {
  const addresses: NodeAddress[] = [];
  let from = 0;
  for (let level = Math.floor(Math.log2(size)); level >= 0; level--) {
    const width = 2 ** level;
    if (Math.floor(size / width) % 2 === 0) continue;
    addresses.push({ level, index: from / width });
    from += width;
  }
  return addresses;
}

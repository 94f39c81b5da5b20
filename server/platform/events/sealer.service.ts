import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { chainGenesis, chainNext, leafOf } from '../crypto/audit-envelope.js';
import { newNodes, type CompactTree } from '../crypto/compact-tree.js';
import { Database } from '../database/database.service.js';
import type { Tx } from '../database/tx.js';
import { Doorbell } from '../live/doorbell.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { toEnvelope, type EventRow } from './event-row.js';

const batchSize = 1000;

interface Head {
  tree: CompactTree;
  chain: Buffer;
}

/**
 * Gives committed rows their place: sequence, chain link, Merkle leaf. One sealer at a time per organisation
 * (a transaction-scoped advisory lock), any number of processes; verbs never wait for it.
 */
@Injectable()
export class Sealer implements OnModuleDestroy {
  private readonly busy = new Map<string, { again: boolean }>();
  private readonly running = new Set<Promise<void>>();
  private stop: (() => void) | null = null;
  private poll: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly doorbell: Doorbell,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** Starts sealing in this process. Only processes with the worker role do. */
  start(): void {
    this.stop = this.doorbell.on('recorded', (organizationId) => this.wake(organizationId));
    const look = () =>
      void this.sweep().catch((error: unknown) => this.log.warn('sealer sweep failed', { error }));
    this.poll = setInterval(look, 1000);
    look();
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    if (this.poll) clearInterval(this.poll);
    await Promise.allSettled([...this.running]);
  }

  /** Seals everything committed so far in one organisation. @returns the size of its log. */
  async seal(organizationId: string): Promise<number> {
    for (;;) {
      const { size, sealed } = await this.database.within({ organizationId }, (tx) =>
        sealBatch(tx, organizationId),
      );
      this.metrics.sealedEvents.inc(sealed);
      if (sealed > 0) this.doorbell.ring('sealed', organizationId);
      if (sealed < batchSize) return size;
    }
  }

  private wake(organizationId: string): void {
    const state = this.busy.get(organizationId);
    if (state) {
      state.again = true;
      return;
    }
    const run = this.drain(organizationId).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async drain(organizationId: string): Promise<void> {
    const state = { again: true };
    this.busy.set(organizationId, state);
    try {
      while (state.again) {
        state.again = false;
        await this.seal(organizationId);
      }
    } catch (error) {
      this.log.warn('sealing failed, retried within a second', { organizationId, error });
    } finally {
      this.busy.delete(organizationId);
    }
  }

  private async sweep(): Promise<void> {
    const rows = await this.database.query<{ id: string }>('select sys_unsealed_orgs() as id');
    for (const row of rows) this.wake(row.id);
  }
}

async function sealBatch(tx: Tx, organizationId: string): Promise<{ size: number; sealed: number }> {
  const [head, rows] = await readUnsealed(tx, organizationId);
  if (rows.length === 0) return { size: head.tree.size, sealed: 0 };
  let chain = head.chain;
  const seqs: number[] = [];
  const leaves: Buffer[] = [];
  const chains: Buffer[] = [];
  rows.forEach((row, i) => {
    const seq = head.tree.size + i + 1;
    const leaf = leafOf(toEnvelope(row, seq));
    chain = chainNext(chain, leaf);
    seqs.push(seq);
    leaves.push(leaf);
    chains.push(chain);
  });
  const { tree, nodes } = newNodes(head.tree, leaves);
  tx.write(
    `update domain_events e set seq = s.seq, leaf = s.leaf, chain = s.chain
     from unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[]) as s(id, seq, leaf, chain)
     where e.org_id = $1 and e.id = s.id`,
    [organizationId, rows.map((r) => r.id), seqs, leaves, chains],
  );
  tx.write(
    `insert into audit_nodes (org_id, level, index, hash)
     select $1, * from unnest($2::smallint[], $3::bigint[], $4::bytea[])`,
    [organizationId, nodes.map((n) => n.level), nodes.map((n) => n.index), nodes.map((n) => n.hash)],
  );
  tx.write(`update audit_heads set size = $2, chain = $3, peaks = $4 where org_id = $1`, [
    organizationId,
    tree.size,
    chain,
    tree.peaks,
  ]);
  return { size: tree.size, sealed: rows.length };
}

/** The lock, and behind it in the same round trip what it protects. */
async function readUnsealed(tx: Tx, organizationId: string): Promise<[Head, EventRow[]]> {
  tx.write(`select pg_advisory_xact_lock(hashtextextended('seal/' || $1, 0))`, [organizationId]);
  tx.write(
    `insert into audit_heads (org_id, size, chain, peaks) values ($1, 0, $2, '{}') on conflict do nothing`,
    [organizationId, chainGenesis(organizationId)],
  );
  const [[row], rows]: [{ size: string; chain: Buffer; peaks: Buffer[] }[], EventRow[]] = await Promise.all([
    tx.query(`select size, chain, peaks from audit_heads where org_id = $1`, [organizationId]),
    tx.query(
      `select *, null as payload from domain_events where org_id = $1 and seq is null order by id limit $2`,
      [organizationId, batchSize],
    ),
  ]);
  return [{ tree: { size: Number(row!.size), peaks: row!.peaks }, chain: row!.chain }, rows];
}

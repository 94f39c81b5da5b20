import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../../server/testing/eventually.js';
import type { Loose } from '../../../server/testing/graphql-caller.js';
import type { Stored, Undone } from './checkers.js';
import type { Received } from './follower.js';
import type { Product } from './product.js';

const page = `query ($after: String) { approvals(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  edges { node { id externalId action state decision decidedBy { id } delivery digest canonicalAction } } } }`;

/** A reaction that ran for one event must have run for all of the same type. */
const unreacted = `with known as (
    select distinct e.type, r.reaction from reaction_receipts r join domain_events e on e.org_id = r.org_id and e.id = r.event_id)
  select count(*)::int as count from domain_events e join known k on k.type = e.type
  where not exists (select from reaction_receipts r where r.org_id = e.org_id and r.event_id = e.id and r.reaction = k.reaction)`;

/** What is left when the storm is over, as an owner and an auditor see it. */
export class Aftermath {
  constructor(private readonly product: Product) {}

  async approvals(): Promise<Stored[]> {
    const rows: Stored[] = [];
    let after: string | null = null;
    do {
      const { approvals }: Loose = await this.product.world.owner.gql(page, { after });
      rows.push(...approvals.edges.map(({ node }: Loose) => node));
      after = approvals.pageInfo.hasNextPage ? approvals.pageInfo.endCursor : null;
    } while (after !== null);
    return rows;
  }

  /** What lies in outboxes. Waits until it is little, but not for ever: what stays is returned. */
  async undone(): Promise<Undone> {
    let last: Undone | null = null;
    await eventually(async () => {
      last = await this.outboxes();
      return Object.values(last).every((count) => count === 0);
    }, 'empty outboxes').catch(() => undefined);
    if (!last) throw new Error('The outboxes could not be looked at.');
    return last;
  }

  /** The whole log as its export tells it. */
  async export(): Promise<string> {
    const { owner, home } = this.product.world;
    const headers = { cookie: owner.account.cookie, 'clawbutler-organization': home.id };
    return (await fetch(`${this.product.urls[0]}/export/audit.jsonl`, { headers })).text();
  }

  /** Waits until a checkpoint kept outside covers the log up to this event. */
  async checkpointed(seq: number): Promise<string> {
    const file = join(this.product.outside, `${this.product.world.home.id}.notes`);
    await eventually(
      async () => existsSync(file) && sizes(readFileSync(file, 'utf8')).some((size) => size >= seq),
      `a checkpoint outside over ${seq} events`,
      70_000,
    );
    return file;
  }

  /** Runs the real `clawbutler verify`; what it finds to fault, or null. */
  verify(text: string, checkpoints: string): string | null {
    const file = join(this.product.dataDir, 'audit.jsonl');
    writeFileSync(file, text);
    const words = ['dist/agent/clawbutler.js', 'verify', file, '--checkpoint', checkpoints];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    return status === 0 ? null : stdout + stderr;
  }

  private async outboxes(): Promise<Undone> {
    const count = async (sql: string) => (await this.product.database.rows<{ count: number }>(sql))[0]!.count;
    return {
      unsealed: await count('select count(*)::int from domain_events where seq is null'),
      unrelayed: await count('select count(*)::int from audit_heads where relayed_seq < size'),
      unreacted: await count(unreacted),
      undelivered: await count(`select count(*)::int from connector_commands where state = 'QUEUED'`),
    };
  }
}

/** Events about approvals, in the order of the log. */
export function approvalEvents(text: string): Received[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Loose)
    .filter(({ kind, envelope }) => kind === 'event' && envelope.type.startsWith('approval.'))
    .map(({ envelope }) => ({ seq: envelope.seq as number, type: envelope.type as string }));
}

/** The second line of a checkpoint is the size of its log. */
function sizes(notes: string): number[] {
  const lines = notes.split('\n');
  return lines.flatMap((line, i) => (line.startsWith('clawbutler/') ? [Number(lines[i + 1])] : []));
}

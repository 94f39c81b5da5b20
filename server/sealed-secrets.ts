import type { Database } from './platform/database/database.service.js';
import type { Tx } from './platform/database/tx.js';
import type { SecretBox } from './platform/crypto/secret-box.js';

/** Every column that holds sealed secrets of an organisation, by table. A test searches the whole database for others. */
const sealedColumns: Readonly<Record<string, readonly string[]>> = {
  connectors: ['secret', 'device_identity', 'device_token'],
};
const batchSize = 500;

interface KeyedAnswer {
  scope: string;
  key_hash: string;
  result: string;
}

/** Seals the secrets of one organisation with the current master key, in its transaction. @returns how many were not. */
export async function resealOrganization(tx: Tx, box: SecretBox, org: string): Promise<number> {
  let resealed = 0;
  for (const [table, columns] of Object.entries(sealedColumns)) {
    // A row somebody changes right now would otherwise get its older secret back.
    const rows: Record<string, string | null>[] = await tx.query(
      `select id, ${columns.join(', ')} from ${table} where org_id = $1 order by id for update`,
      [org],
    );
    for (const row of rows) {
      const fresh = columns.map((column) => {
        const sealed = row[column];
        return sealed ? box.reseal(sealed, { table, column, rowId: row.id!, org }) : null;
      });
      const changed = columns.filter((column, i) => row[column] !== fresh[i]).length;
      if (changed === 0) continue;
      resealed += changed;
      const sets = columns.map((column, i) => `${column} = $${i + 3}`).join(', ');
      await tx.query(`update ${table} set ${sets} where org_id = $1 and id = $2`, [org, row.id, ...fresh]);
    }
  }
  return resealed;
}

/** Seals the remembered answers of idempotent mutations anew. @returns how many. */
export async function resealAnswers(database: Database, box: SecretBox): Promise<number> {
  let resealed = 0;
  for (let after: [string, string] = ['', '']; ;) {
    const rows = await database.global(async (tx) => {
      const page: KeyedAnswer[] = await tx.query(
        `select scope, key_hash, result from idempotency_keys
         where (scope, key_hash) > ($1, $2) and result is not null order by scope, key_hash limit $3 for update`,
        [...after, batchSize],
      );
      for (const row of page) resealed += await resealAnswer(tx, box, row);
      return page;
    });
    const last = rows.at(-1);
    if (!last) return resealed;
    after = [last.scope, last.key_hash];
  }
}

async function resealAnswer(
  tx: Tx,
  box: SecretBox,
  { scope, key_hash, result }: KeyedAnswer,
): Promise<number> {
  const place = { table: 'idempotency_keys', column: 'result', rowId: `${scope}/${key_hash}`, org: scope };
  const fresh = box.reseal(result, place);
  if (fresh === result) return 0;
  await tx.query(`update idempotency_keys set result = $3 where scope = $1 and key_hash = $2`, [
    scope,
    key_hash,
    fresh,
  ]);
  return 1;
}

import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Ctx } from '../auth/ctx.js';
import { SecretBox } from '../crypto/secret-box.js';
import { AppError } from '../errors/app-error.js';
import type { Tx } from './tx.js';

/** Remembers the first answer of a mutation under its `Idempotency-Key`, in the mutation's own transaction. */
@Injectable()
export class IdempotencyStore {
  constructor(private readonly box: SecretBox) {}

  /** Runs `verb` at most once per (caller, key). A concurrent retry waits for the first and gets its answer. */
  async once<T>(tx: Tx, ctx: Ctx, verb: () => Promise<T>): Promise<T> {
    const { key, bodyHash } = ctx.idempotency!;
    const scope = `${ctx.organizationId ?? '-'}/${ctx.actor.kind}/${ctx.actor.id ?? ctx.ip ?? '-'}`;
    const keyHash = createHash('sha256').update(key).digest('hex');
    const fresh: unknown[] = await tx.query(
      `insert into idempotency_keys (scope, key_hash, body_hash) values ($1, $2, $3)
       on conflict (scope, key_hash) do nothing returning scope`,
      [scope, keyHash, bodyHash],
    );
    const place = { table: 'idempotency_keys', column: 'result', rowId: `${scope}/${keyHash}`, org: scope };
    if (fresh.length === 0) return this.earlier<T>(tx, { scope, keyHash, bodyHash, place });
    const result = await verb();
    const sealed = this.box.seal(JSON.stringify({ result }), place);
    tx.write(`update idempotency_keys set result = $3 where scope = $1 and key_hash = $2`, [
      scope,
      keyHash,
      sealed,
    ]);
    return result;
  }

  private async earlier<T>(
    tx: Tx,
    at: { scope: string; keyHash: string; bodyHash: string; place: Parameters<SecretBox['open']>[1] },
  ): Promise<T> {
    const [row]: { body_hash: string; result: string }[] = await tx.query(
      `select body_hash, result from idempotency_keys where scope = $1 and key_hash = $2`,
      [at.scope, at.keyHash],
    );
    if (!row || row.body_hash !== at.bodyHash) {
      throw new AppError('CONFLICT', 'This idempotency key was used for a different request.');
    }
    return (JSON.parse(this.box.open(row.result, at.place)) as { result: T }).result;
  }
}

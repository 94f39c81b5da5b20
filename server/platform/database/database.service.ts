import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import type { Ctx } from '../auth/ctx.js';
import { AppError } from '../errors/app-error.js';
import { asAppError } from './postgres-errors.js';
import { IdempotencyStore } from './idempotency.js';
import { POOL } from './pool.token.js';
import { rowsOf, Transaction } from './transaction.js';
import { takeHooks, type Tx } from './tx.js';
import { isUuid } from './uuid.js';

const noOrganization = '';

/** The only door to PostgreSQL. Every statement runs in a transaction that names its organisation; row-level security does the rest. */
@Injectable()
export class Database implements OnModuleDestroy {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly idempotency: IdempotencyStore,
  ) {}

  /**
   * Runs `fn` in one transaction that sees only the context's organisation. Rolls back when `fn` throws.
   * @throws AppError for constraint violations and an unreachable database; whatever `fn` throws otherwise.
   */
  within<T>(ctx: Pick<Ctx, 'organizationId'>, fn: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(ctx.organizationId, fn);
  }

  /**
   * The transaction of a mutation: like `within`, and with an `Idempotency-Key` the effect happens once and the
   * first answer is given again. `fn` returns plain JSON (ids and one-time secrets), never entities.
   */
  write<T>(ctx: Ctx, fn: (tx: Tx) => Promise<T>): Promise<T> {
    if (!ctx.idempotency) return this.transact(ctx.organizationId, fn);
    return this.transact(ctx.organizationId, (tx) => this.idempotency.once(tx, ctx, () => fn(tx)));
  }

  /** Work on tables that belong to no organisation (accounts, sessions, links), or through cross-organisation functions. */
  global<T>(fn: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact(null, fn);
  }

  /** Answers when the database does; for health checks. */
  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  /** Rows of one read-only statement outside any transaction, for tables and functions that belong to no organisation. */
  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return rowsOf(await this.pool.query(sql, params)) as T[];
  }

  async onModuleDestroy(): Promise<void> {
    if (!this.pool.ending) await this.pool.end();
  }

  private async transact<T>(organizationId: string | null, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = organizationId ?? noOrganization;
    // The id is spliced into a multi-statement query to save a round trip, so its shape is checked here, always.
    if (scope !== noOrganization && !isUuid(scope)) throw new AppError('NOT_FOUND');
    const client = await this.connect();
    const tx = new Transaction(client, scope);
    let usable = true;
    try {
      const result = await fn(tx);
      await tx.commit();
      for (const hook of takeHooks(tx)) hook();
      return result;
    } catch (error) {
      usable = await tx.rollback();
      throw asAppError(error);
    } finally {
      client.off('error', ignore);
      client.release(!usable);
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      const client = await this.pool.connect();
      // The statements under way are told as well.
      return client.on('error', ignore);
    } catch (error) {
      throw asAppError(error);
    }
  }
}

function ignore(): void {
  // See above.
}

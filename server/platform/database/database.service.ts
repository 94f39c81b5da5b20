import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Ctx } from '../auth/ctx.js';
import { AppError } from '../errors/app-error.js';
import { asAppError, isBroken } from './postgres-errors.js';
import { IdempotencyStore } from './idempotency.js';
import { takeHooks, type Tx } from './tx.js';
import { isUuid } from './uuid.js';

const noOrganization = '';

/** The only door to PostgreSQL. Every statement runs in a transaction that names its organisation; row-level security does the rest. */
@Injectable()
export class Database implements OnModuleDestroy {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
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
    await this.source.query('select 1');
  }

  /** Rows of one read-only statement outside any transaction, for tables and functions that belong to no organisation. */
  query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.source.query(sql, params);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async transact<T>(organizationId: string | null, fn: (tx: Tx) => Promise<T>): Promise<T> {
    const scope = organizationId ?? noOrganization;
    // The id is spliced into a multi-statement query to save a round trip, so its shape is checked here, always.
    if (scope !== noOrganization && !isUuid(scope)) throw new AppError('NOT_FOUND');
    const runner = this.source.createQueryRunner();
    try {
      const tx = runner.manager;
      const result = await runInTransaction(runner, scope, () => fn(tx));
      for (const hook of takeHooks(tx)) hook();
      return result;
    } catch (error) {
      throw asAppError(error);
    } finally {
      await runner.release();
    }
  }
}

async function runInTransaction<T>(runner: QueryRunner, scope: string, fn: () => Promise<T>): Promise<T> {
  await runner.query(`begin; select set_config('app.org', '${scope}', true)`);
  try {
    const result = await fn();
    await commit(runner);
    return result;
  } catch (error) {
    await runner.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** A connection that breaks on the last word leaves open whether it was heard: that is said, not guessed. */
async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.query('commit');
  } catch (error) {
    if (!isBroken(error)) throw error;
    const words =
      'The connection to the database broke while saving, so it is not known whether this took effect. ' +
      'Look, or repeat it with the same Idempotency-Key.';
    throw new AppError('UNAVAILABLE', words, { cause: error });
  }
}

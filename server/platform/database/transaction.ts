import type { PoolClient, QueryResult } from 'pg';
import { AppError } from '../errors/app-error.js';
import { isBroken } from './postgres-errors.js';
import type { Tx } from './tx.js';

interface Statement {
  sql: string;
  params?: unknown[];
  asError?: (error: unknown) => unknown;
}

const unknownEnd =
  'The connection to the database broke while saving, so it is not known whether this took effect. ' +
  'Look, or repeat it with the same Idempotency-Key.';

/**
 * One transaction on one pipelined connection. Its beginning, and what `write` holds back, leave together with the next
 * statement or with the commit, as every write to a socket and every wait for an answer is dear. PostgreSQL takes
 * statements in their order; when one fails it refuses those behind it, and the commit becomes a rollback.
 */
export class Transaction implements Tx {
  private readonly held: Statement[];
  private begun = false;
  private over = false;
  /** Why a statement failed that nobody waits for. */
  private failure: unknown = null;

  /** @param scope the organisation's id, checked by the caller: it becomes part of a statement. */
  constructor(
    private readonly client: PoolClient,
    scope: string,
  ) {
    this.held = [{ sql: `begin; select set_config('app.org', '${scope}', true)` }];
  }

  async query(sql: string, params?: unknown[]): Promise<unknown> {
    return rowsOf(await this.ask({ sql, params }));
  }

  write(sql: string, params?: unknown[], asError?: (error: unknown) => unknown): void {
    this.refuseOver();
    this.held.push({ sql, params, asError });
  }

  async read(sql: string, params?: unknown[]): Promise<unknown> {
    if (this.begun || this.held.length > 1) throw new Error('Only a transaction of one statement is a read.');
    const [result] = await Promise.all([this.ask({ sql, params }), this.ask({ sql: 'commit' })]);
    this.over = true;
    return rowsOf(result);
  }

  /** A connection that breaks on the last word leaves open whether it was heard: that is said, not guessed. */
  async commit(): Promise<void> {
    const untouched = !this.begun && this.held.length === 1;
    if (this.over || untouched) return;
    const asked = this.ask({ sql: 'commit' });
    this.over = true;
    const { command } = await asked.catch((error: unknown) => {
      throw isBroken(error) ? new AppError('UNAVAILABLE', unknownEnd, { cause: error }) : error;
    });
    if (command === 'ROLLBACK') throw this.failure ?? new Error('A failed transaction was to be committed.');
  }

  /** @returns whether the connection can be used again. */
  async rollback(): Promise<boolean> {
    this.held.length = 0;
    this.over = true;
    if (!this.begun) return true;
    return this.client.query('rollback').then(
      () => true,
      () => false,
    );
  }

  private async ask(statement: Statement): Promise<QueryResult> {
    this.refuseOver();
    try {
      return await this.send(statement);
    } catch (error) {
      throw this.failure ?? error;
    }
  }

  private refuseOver(): void {
    if (this.over) throw new Error('The transaction is over.');
  }

  /** Statements of one turn leave in one write. */
  private send({ sql, params }: Statement): Promise<QueryResult> {
    const { stream } = this.client.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
    this.begun = true;
    for (const held of this.held.splice(0))
      this.client
        .query(held.sql, held.params)
        .catch((error: unknown) => (this.failure ??= held.asError ? held.asError(error) : error));
    return this.client.query(sql, params);
  }
}

/** Rows; for an update or a delete `[rows, how many it changed]`. */
export function rowsOf({ command, rows, rowCount }: QueryResult): unknown {
  return command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
}

/** An open transaction. Everything a verb reads or writes goes through it. */
export interface Tx {
  /**
   * Runs a statement: its rows, or `[rows, how many it changed]` for an update or a delete. Statements asked for in one
   * turn (`Promise.all`) run in their order in one round trip; a failed one fails those behind it.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the caller names the shape of its rows
  query(sql: string, params?: unknown[]): Promise<any>;
  /**
   * Runs a statement whose answer nobody needs: it leaves with the next statement or with the commit. When it fails,
   * that fails, and with it the transaction; `asError` says as what.
   */
  write(sql: string, params?: unknown[], asError?: (error: unknown) => unknown): void;
  /** The rows of a transaction's only statement, a read: its end goes along, so that it is one round trip. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the caller names the shape of its rows
  read(sql: string, params?: unknown[]): Promise<any>;
}

const hooks = new WeakMap<Tx, (() => void)[]>();

/** Runs `hook` after this transaction committed; never when it rolled back. For doorbells, not for data. */
export function afterCommit(tx: Tx, hook: () => void): void {
  const list = hooks.get(tx);
  if (list) list.push(hook);
  else hooks.set(tx, [hook]);
}

/** Used by the database service only. */
export function takeHooks(tx: Tx): (() => void)[] {
  const list = hooks.get(tx) ?? [];
  hooks.delete(tx);
  return list;
}

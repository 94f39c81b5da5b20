import type { EntityManager } from 'typeorm';

/** An open transaction. Everything a verb reads or writes goes through it. */
export type Tx = EntityManager;

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

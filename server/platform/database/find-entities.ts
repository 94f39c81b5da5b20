import { getMetadataArgsStorage } from 'typeorm';
import type { Tx } from './tx.js';

type Entity<E> = new () => E;
type Conditions<E> = Partial<Record<keyof E & string, string>>;

/** The row with these values, under the names of its entity; null when there is none. */
export async function findOne<E>(tx: Tx, entity: Entity<E>, where: Conditions<E>): Promise<E | null> {
  const { sql, params } = select(entity, where);
  const [row]: E[] = await tx.query(sql, params);
  return row ?? null;
}

/** Rows with these values, newest first (ids are ordered by time), of those older than `before` when it is given. */
export function findNewest<E>(
  tx: Tx,
  entity: Entity<E>,
  where: Conditions<E>,
  { before, limit }: { before: string | null; limit: number },
): Promise<E[]> {
  const { sql, params } = select(entity, where);
  params.push(limit);
  let older = '';
  if (before !== null) older = `and id < $${params.push(before)}`;
  return tx.query(`${sql} ${older} order by id desc limit $${Object.keys(where).length + 1}`, params);
}

function select<E>(entity: Entity<E>, where: Conditions<E>): { sql: string; params: unknown[] } {
  const declared = getMetadataArgsStorage();
  const columns = declared.filterColumns(entity).map(({ propertyName, options }) => ({
    property: propertyName,
    name: options.name ?? propertyName,
  }));
  const nameOf = (property: string) => columns.find((column) => column.property === property)!.name;
  const names = columns.map(({ property, name }) => `${name} as "${property}"`);
  const conditions = Object.keys(where).map((property, i) => `${nameOf(property)} = $${i + 1}`);
  const table = declared.filterTables(entity)[0]!.name;
  return {
    sql: `select ${names.join(', ')} from ${table} where ${conditions.join(' and ')}`,
    params: Object.values(where),
  };
}

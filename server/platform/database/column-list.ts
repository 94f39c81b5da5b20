/** Columns of a statement that takes many rows: name → SQL type and the value of one row, a scalar. */
export type ColumnList<T> = Readonly<Record<string, readonly [type: string, valueOf: (row: T) => unknown]>>;

/** `id, name`: the columns in their order. */
export function columnNames<T>(columns: ColumnList<T>): string {
  return Object.keys(columns).join(', ');
}

/**
 * `unnest($1::uuid[], …) as r(id, …)`: any number of rows as one parameter per column, so that the statement stays
 * the same however many they are. Rows come out in their order. Further parameters follow those of the columns.
 */
export function rowsOf<T>(columns: ColumnList<T>): string {
  const arrays = Object.values(columns).map(([type], i) => `$${i + 1}::${type}[]`);
  return `unnest(${arrays.join(', ')}) as r(${columnNames(columns)})`;
}

/** The parameters of `rowsOf`. */
export function columnValues<T>(columns: ColumnList<T>, rows: readonly T[]): unknown[][] {
  return Object.values(columns).map(([, valueOf]) => rows.map(valueOf));
}

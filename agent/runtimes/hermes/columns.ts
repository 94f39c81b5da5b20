import type { Queries } from './sqlite.js';

/** Longest text taken from a column, in characters. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Names are of this kind or not used: they become part of SQL. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The columns of a table that are there, of those wanted: Hermes changes its schema often. None when it is no plain
 * table: a view could be made to run for ever.
 */
export function columnsOf(queries: Queries, table: string, wanted: readonly string[]): readonly string[] {
  const [master] = queries.all(`SELECT type, sql FROM sqlite_master WHERE name = ?`, table);
  const plain = master?.type === 'table' && !/^\s*CREATE\s+VIRTUAL/i.test(String(master.sql));
  if (!plain) return [];
  const there = queries.all(`SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => String(name));
  return wanted.filter((name) => there.includes(name) && NAME.test(name));
}

/** Columns for a SELECT, texts cut to what is bearable. */
export function selectionOf(columns: readonly string[]): string {
  return columns
    .map(
      (name) =>
        `CASE WHEN length("${name}") > ${MAX_CHARACTERS} THEN substr("${name}", 1, ${MAX_CHARACTERS}) ELSE "${name}" END AS "${name}"`,
    )
    .join(', ');
}

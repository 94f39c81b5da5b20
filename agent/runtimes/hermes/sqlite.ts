import type { Fields } from '../fields.js';

/** A private copy of a database, open for queries. */
export interface Queries {
  all(sql: string, ...values: readonly (string | number)[]): readonly Fields[];
  close(): void;
}

/** Of `node:sqlite`, whose types came with Node 22.5. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => {
    exec(sql: string): void;
    prepare(sql: string): {
      setReadBigInts?(on: boolean): void;
      all(...values: readonly unknown[]): unknown[];
    };
    close(): void;
  };
}

/** Reads the write-ahead log without shared memory, which WebAssembly has not; trusts nothing the schema calls. */
const SETTINGS = 'PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;';

/** How databases are opened on this Node: by Node itself since 22.5, else by SQLite in WebAssembly. */
export async function sqliteOpener(): Promise<(file: string) => Queries> {
  const builtIn = builtInSqlite();
  if (builtIn !== null) return (file) => openBuiltIn(builtIn, file);
  const { default: wasm } = await import('node-sqlite3-wasm');
  return (file) => {
    const database = new wasm.Database(file, { fileMustExist: true });
    settle(database);
    return {
      all: (sql, ...values) => database.all(sql, [...values]) as readonly Fields[],
      close: () => database.close(),
    };
  };
}

/** A file that is no database is noticed only here, when it has been opened already. */
function settle(database: { exec(sql: string): void; close(): void }): void {
  try {
    database.exec(SETTINGS);
  } catch (error) {
    database.close();
    throw error;
  }
}

function builtInSqlite(): NodeSqlite | null {
  const emit = process.emitWarning;
  // Up to Node 24 it warns that it is experimental, once, on loading.
  process.emitWarning = () => undefined;
  try {
    return (process.getBuiltinModule?.('node:sqlite') as unknown as NodeSqlite | undefined) ?? null;
  } finally {
    process.emitWarning = emit;
  }
}

function openBuiltIn({ DatabaseSync }: NodeSqlite, file: string): Queries {
  const database = new DatabaseSync(file);
  settle(database);
  return {
    all: (sql, ...values) => {
      const statement = database.prepare(sql);
      // An integer over 2^53 throws otherwise.
      statement.setReadBigInts?.(true);
      return statement.all(...values).map(withNumbers);
    },
    close: () => database.close(),
  };
}

function withNumbers(row: unknown): Fields {
  const values = Object.entries(row as Fields);
  return Object.fromEntries(
    values.map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );
}

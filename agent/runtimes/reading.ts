import type {
  RuntimeKind,
  SessionEntryInput,
  SessionFactsInput,
  SessionUsageInput,
} from '../../schema/generated/types.js';

/**
 * One thing that happened in a session, as the runtime wrote it: whole text, nothing withheld, nothing redacted.
 * It must not leave the host like this. Text is well-formed UTF-16 without NUL characters; everything else about it is
 * untrusted. `digest` is of the line (or row) it was read from, so entries of one line share it.
 */
export type RawEntry = Omit<SessionEntryInput, 'text' | 'textLength' | 'withheld' | 'redactions'> & {
  readonly text: string | null;
};

/** Anything JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * How far a runtime's sources were read: one JSON object per source, meaning something to their reader only. A source
 * that a read did not touch keeps the very same object, so what changed is found by identity. Losing a cursor, or part
 * of it, costs time only: the sources are read again and give the same keys and positions.
 */
export type ReaderCursor = Readonly<Record<string, { readonly [name: string]: Json }>>;

/** What one read gave. The same entry or usage may come again, in another read too: see `RuntimeReader.read`. */
export interface Reading {
  /** At most one per session. Null fields leave what is known. */
  readonly sessions: readonly SessionFactsInput[];
  /** In the order of their sources. */
  readonly entries: readonly RawEntry[];
  /** At most one per key. */
  readonly usages: readonly SessionUsageInput[];
  /** To be kept once the above is safe, and given to the next read. */
  readonly cursor: ReaderCursor;
  /** What stands in the way, in words for the machine's owner; not repeated within one reading. */
  readonly problems: readonly string[];
  /** Bytes known to be there and not read yet; above 0, reading again at once is worth it. */
  readonly backlogBytes: number;
}

/** Where a user's runtimes may be looked for. */
export interface HostEnvironment {
  readonly home: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** One runtime in one place. */
export interface RuntimePlace {
  readonly kind: RuntimeKind;
  /** Stable on this host: kind and canonical folder. */
  readonly key: string;
  /** Its folder with links resolved; nothing outside of it is read. */
  readonly root: string;
  /** As people write it, for example `~/.claude`. */
  readonly location: string;
  readonly label: string;
}

/** What there is in one place, without reading what was said there. */
export interface Survey {
  readonly version: string | null;
  readonly sessionCount: number;
  readonly runningCount: number;
  readonly totalBytes: number;
  /** Of `totalBytes`, what the cursor has not covered. */
  readonly backlogBytes: number;
  readonly problems: readonly string[];
}

/** Bounds of one read. */
export interface ReadBudget {
  /** Bytes of sources to read; exceeded by at most one line (32 MiB) or one database page of rows. */
  readonly bytes: number;
}

/** One read, at one time, as readers pass it on among their parts. */
export interface ReadJob {
  readonly place: RuntimePlace;
  readonly cursor: ReaderCursor;
  readonly budget: ReadBudget;
  readonly nowMs: number;
}

/** Reads what one kind of runtime wrote down. Holds no state: everything it has to remember is in the cursor. */
export interface RuntimeReader {
  readonly kind: RuntimeKind;

  /** The places of this runtime that exist on the host. Reads no content. */
  find(environment: HostEnvironment): Promise<readonly RuntimePlace[]>;

  /** How much there is and how much of it the cursor has not covered. */
  survey(place: RuntimePlace, cursor: ReaderCursor): Promise<Survey>;

  /**
   * What is new since the cursor (`{}`: everything), within the budget. Never throws for what the runtime wrote.
   *
   * Whoever keeps the result must treat keys as identities: an entry with a known key changes nothing; of usages with
   * the same key, the one of the session born first holds, with the largest `output`.
   */
  read(place: RuntimePlace, cursor: ReaderCursor, budget: ReadBudget): Promise<Reading>;
}

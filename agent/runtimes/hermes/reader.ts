import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fieldsOf, identifier } from '../fields.js';
import { Gathered } from '../gathered.js';
import { goneReading, placesAt, realRoot } from '../places.js';
import type {
  HostEnvironment,
  ReaderCursor,
  Reading,
  ReadJob,
  RuntimePlace,
  RuntimeReader,
  Survey,
} from '../reading.js';
import { digestOf } from '../source-cursor.js';
import { reasonOf, UnreadableFile } from '../tail/open-inside.js';
import { readMessages } from './messages.js';
import { databaseStamp, withPrivateCopy, type DatabaseStamp } from './private-copy.js';
import { factsOf, runningConversations, sessionRows } from './sessions.js';
import { sqliteOpener, type Queries } from './sqlite.js';
import { bySessionId, usagesOf } from './usage.js';

/** Its database's key in the cursor. */
const SOURCE = 'state.db';

/** Databases over this size are copied at most once a minute while they change. */
const LARGE_BYTES = 32 * 1024 * 1024;
const LARGE_INTERVAL_MS = 60_000;

/** Reads Hermes homes and profiles, each from a private copy of its `state.db`. */
export function hermesReader(now: () => number = Date.now): RuntimeReader {
  return {
    kind: 'HERMES',
    find,
    survey,
    read: (place, cursor, budget) => read({ place, cursor, budget, nowMs: now() }),
  };
}

async function find({ home, variables }: HostEnvironment): Promise<readonly RuntimePlace[]> {
  const homes = [variables.HERMES_HOME, join(home, '.hermes')];
  const here = { home, holds: 'state.db', label: 'Hermes' };
  const places = [...(await placesAt('HERMES', homes, here))];
  for (const folder of new Set(homes)) {
    if (folder) places.push(...(await profilesOf(join(folder, 'profiles'), here)));
  }
  return [...new Map(places.map((place) => [place.key, place])).values()];
}

/** Profiles are known by their names. */
async function profilesOf(
  folder: string,
  here: Parameters<typeof placesAt>[2],
): Promise<readonly RuntimePlace[]> {
  const names = await readdir(folder).catch(() => []);
  const folders = names.slice(0, 200).map((name) => join(folder, name));
  const places = await placesAt('HERMES', folders, here);
  return places.map((place) => ({ ...place, label: `Hermes profile ${basename(place.root)}` }));
}

async function survey(place: RuntimePlace, cursor: ReaderCursor): Promise<Survey> {
  const saved = savedOf(cursor);
  const known = { version: null, sessionCount: Object.keys(saved.told).length, runningCount: saved.running };
  try {
    const stamp = await databaseStamp(place.root);
    const totalBytes = stamp?.bytes ?? 0;
    const done = stamp !== null && saved.done && saved.modified === stamp.modified;
    return { ...known, totalBytes, backlogBytes: done ? 0 : totalBytes, problems: [] };
  } catch (error) {
    return { ...known, totalBytes: 0, backlogBytes: 0, problems: [problemOf(error)] };
  }
}

/** What the cursor remembers of a database. */
interface Saved {
  readonly ino: string | null;
  readonly modified: string | null;
  readonly copiedMs: number;
  readonly lastId: number;
  readonly done: boolean;
  readonly running: number;
  /** Digests of the facts and usages told last, by session. */
  readonly told: Readonly<Record<string, unknown>>;
}

function savedOf(cursor: ReaderCursor): Saved {
  const from = fieldsOf(Object.hasOwn(cursor, SOURCE) ? cursor[SOURCE] : null);
  const whole = (value: unknown) => (Number.isSafeInteger(value) ? (value as number) : 0);
  return {
    ino: identifier(from.ino),
    modified: identifier(from.modified),
    copiedMs: whole(from.copiedMs),
    lastId: whole(from.lastId),
    done: from.done === true,
    running: whole(from.running),
    told: fieldsOf(from.told),
  };
}

async function read(job: ReadJob): Promise<Reading> {
  const { cursor, nowMs } = job;
  const saved = savedOf(cursor);
  const nothing = { sessions: [], entries: [], usages: [], cursor, problems: [], backlogBytes: 0 };
  try {
    const root = await realRoot(job.place);
    if (root === null) return goneReading(job.place, cursor);
    const stamp = await databaseStamp(root);
    if (stamp === null || (saved.done && saved.modified === stamp.modified)) return nothing;
    const waits = stamp.bytes > LARGE_BYTES && nowMs - saved.copiedMs < LARGE_INTERVAL_MS;
    if (waits && saved.done) return nothing;
    const open = await sqliteOpener();
    const reading = await withPrivateCopy(root, (file, copied) => readCopy(open(file), copied, saved, job));
    return reading ?? nothing;
  } catch (error) {
    return { ...nothing, problems: [problemOf(error)] };
  }
}

function problemOf(error: unknown): string {
  // SQLite says itself what is wrong, in words and without a code of the system.
  const plain = error instanceof UnreadableFile || (error as NodeJS.ErrnoException).syscall === undefined;
  const why = plain && error instanceof Error ? error.message.slice(0, 200) : reasonOf(error);
  return `state.db cannot be read: ${why}.`;
}

function readCopy(queries: Queries, stamp: DatabaseStamp, saved: Saved, { budget, nowMs }: ReadJob): Reading {
  try {
    const gathered = new Gathered();
    // Another file under the same name counts anew.
    const afterId = saved.ino === stamp.ino ? saved.lastId : 0;
    const messages = readMessages(queries, afterId, budget.bytes);
    const { told, running } = tellSessions(queries, { saved, nowMs, gathered });
    const { ino, modified } = stamp;
    const { lastId, more } = messages;
    return {
      sessions: gathered.sessions,
      entries: messages.entries,
      usages: gathered.usages,
      cursor: { [SOURCE]: { ino, modified, copiedMs: nowMs, lastId, done: !more, running, told } },
      problems: gathered.problems,
      backlogBytes: more ? Math.max(1, stamp.bytes - messages.bytes) : 0,
    };
  } finally {
    queries.close();
  }
}

function tellSessions(
  queries: Queries,
  { saved, nowMs, gathered }: { saved: Saved; nowMs: number; gathered: Gathered },
): { told: Record<string, string>; running: number } {
  const rows = sessionRows(queries);
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  const context = { byId, running: runningConversations(queries, nowMs), nowMs };
  const usages = bySessionId(usagesOf(queries, rows));
  const told: Record<string, string> = {};
  let running = 0;
  for (const row of rows) {
    const facts = factsOf(row, context);
    if (facts === null) continue;
    if (facts.status === 'RUNNING') running++;
    const own = usages.get(facts.externalId) ?? [];
    const digest = digestOf([facts, own]);
    told[facts.externalId] = digest;
    if (saved.told[facts.externalId] === digest) continue;
    gathered.addSession(facts);
    for (const usage of own) gathered.addUsage(usage);
  }
  return { told, running };
}

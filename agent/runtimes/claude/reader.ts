import { join } from 'node:path';
import { fieldsOf, identifier } from '../fields.js';
import { Gathered } from '../gathered.js';
import { goneReading, placesAt, realRoot } from '../places.js';
import { readSource } from '../read-source.js';
import type {
  HostEnvironment,
  ReaderCursor,
  Reading,
  ReadJob,
  RuntimePlace,
  RuntimeReader,
  Survey,
} from '../reading.js';
import { backlogOf, digestOf, keepUnlisted, tellGone, totalOf } from '../source-cursor.js';
import { factsOf, standingOf, type FactsContext, type Standing } from './facts.js';
import { liveSessions } from './live.js';
import { transcriptSources, type TranscriptSource } from './sources.js';
import { familiesOf, inReadingOrder, trackedOf, type Tracked } from './tracked.js';
import { takeLine } from './transcript.js';
import { freshState, restoredState, savedState } from './transcript-state.js';

/**
 * Reads Claude Code homes: sessions, subagents of both layouts and forks.
 *
 * A fork copies its parent's rows under its own session id and leaves no note of it. What can be known here: transcripts
 * that begin with the same row are one family, of which the oldest is the original and the others its forks; and a file
 * whose first rows are older than itself is a copy. What only the server can know, because it remembers files that are
 * gone and because a fork may begin in the middle: whose the copied rows are. Rows keep their ids when copied, so entries
 * have the same keys; within a family the original is read first, and `bornAt` says who keeps a model call.
 */
export function claudeReader(now: () => number = Date.now): RuntimeReader {
  return {
    kind: 'CLAUDE_CODE',
    find,
    survey: (place, cursor) => survey(place, cursor, now()),
    read: (place, cursor, budget) => read({ place, cursor, budget, nowMs: now() }),
  };
}

async function find({ home, variables }: HostEnvironment): Promise<readonly RuntimePlace[]> {
  const folders = [variables.CLAUDE_CONFIG_DIR, join(home, '.claude')];
  return placesAt('CLAUDE_CODE', folders, { home, holds: 'projects', label: 'Claude Code' });
}

async function survey(place: RuntimePlace, cursor: ReaderCursor, nowMs: number): Promise<Survey> {
  const { sources, problems } = await transcriptSources(place.root);
  const { statuses } = await liveSessions(place.root, nowMs);
  const newest = [...sources].sort((a, b) => Number(b.stats.mtimeMs - a.stats.mtimeMs))[0];
  return {
    version: newest === undefined ? null : versionIn(cursor, newest),
    sessionCount: sources.length,
    runningCount: [...statuses.values()].filter((status) => status !== 'UNKNOWN').length,
    totalBytes: totalOf(sources),
    backlogBytes: backlogOf(sources, cursor),
    problems,
  };
}

function versionIn(cursor: ReaderCursor, source: TranscriptSource): string | null {
  return identifier(fieldsOf(fieldsOf(cursor[source.name]).state).version);
}

async function read(job: ReadJob): Promise<Reading> {
  const { place, cursor } = job;
  const root = await realRoot(place);
  if (root === null) return goneReading(place, cursor);
  const { sources, problems } = await transcriptSources(root);
  const gathered = new Gathered();
  for (const problem of problems) gathered.addProblem(problem);
  const tracked: Tracked[] = [];
  const unreadable = new Set<string>();
  for (const source of sources) {
    const one = await trackedOf(root, source, cursor, gathered);
    if (one === null) unreadable.add(source.name);
    else tracked.push(one);
  }
  const families = familiesOf(tracked);
  await readOn(inReadingOrder(tracked, families), {
    root,
    gathered,
    unreadable,
    budgetBytes: job.budget.bytes,
  });
  const context = { root, families, live: await liveSessions(root, job.nowMs), nowMs: job.nowMs };
  const next = await rememberAll(tracked, cursor, context, gathered);
  // What could not be listed is not gone.
  if (problems.length === 0)
    tellGone(sources, new Set(tracked.map((one) => one.externalId)), cursor, gathered);
  else keepUnlisted(cursor, next);
  return gathered.reading(next, backlogOf(sources, next, unreadable));
}

async function readOn(
  ordered: readonly Tracked[],
  to: {
    readonly root: string;
    readonly gathered: Gathered;
    readonly unreadable: Set<string>;
    readonly budgetBytes: number;
  },
): Promise<void> {
  let left = to.budgetBytes;
  for (const one of ordered) {
    if (left <= 0) return;
    const { externalId, source } = one;
    const { gathered } = to;
    const file = { root: to.root, path: source.path, packed: false };
    const job = { file, name: source.name, cursor: one.tail, budgetBytes: left, gathered };
    const result = await readSource(job, {
      begin: (change) => {
        one.state = change === 'append' ? restoredState(savedState(one.state)) : freshState();
      },
      line: (bytes) => takeLine({ externalId, state: one.state, gathered }, bytes),
    });
    if (result === null) {
      to.unreadable.add(source.name);
      continue;
    }
    one.tail = result.cursor;
    left -= result.bytesRead;
  }
}

/** How sessions stood when their entry of the cursor was made: only what changed since is put together again. */
const stood = new WeakMap<object, Standing>();

async function rememberAll(
  tracked: readonly Tracked[],
  cursor: ReaderCursor,
  context: FactsContext,
  gathered: Gathered,
): Promise<Record<string, ReaderCursor[string]>> {
  const next: Record<string, ReaderCursor[string]> = {};
  for (const one of tracked) {
    const { name } = one.source;
    const before = cursor[name];
    const standing = await standingOf(one, context);
    const entry = isAsBefore(one, before, standing) ? before : entryOf(one, before, standing, gathered);
    stood.set(entry, standing);
    next[name] = entry;
  }
  return next;
}

function isAsBefore(
  one: Tracked,
  before: ReaderCursor[string] | undefined,
  now: Standing,
): before is ReaderCursor[string] {
  const then = before && stood.get(before);
  return (
    then !== undefined &&
    one.tail !== null &&
    fieldsOf(before).tail === one.tail &&
    then.status === now.status &&
    then.relation === now.relation &&
    then.parentExternalId === now.parentExternalId &&
    then.reportedCostUsdMicros === now.reportedCostUsdMicros
  );
}

/** The entry of the cursor, the same object when nothing is new; facts that are new are told. */
function entryOf(
  one: Tracked,
  before: ReaderCursor[string] | undefined,
  standing: Standing,
  gathered: Gathered,
): ReaderCursor[string] {
  const facts = factsOf(one, standing);
  const told = digestOf(facts);
  if (one.tail !== null && told !== one.told) gathered.addSession(facts);
  const isUnchanged =
    before !== undefined && fieldsOf(before).tail === one.tail && (one.tail === null || told === one.told);
  if (isUnchanged) return before;
  const { externalId, relation, parentExternalId } = facts;
  return {
    tail: one.tail,
    state: savedState(one.state),
    bornMs: one.bornMs,
    told: one.tail === null ? null : told,
    is: { externalId, relation, parentExternalId: parentExternalId ?? null },
  };
}

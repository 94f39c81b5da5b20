import { join } from 'node:path';
import { fieldsOf } from '../fields.js';
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
import { tailCursor, upToDate, type TailCursor } from '../tail/cursor.js';
import { factsOf } from './facts.js';
import { loadedThreads } from './live.js';
import { takeLine } from './rollout.js';
import { freshState, restoredState, savedState, type RolloutState } from './rollout-state.js';
import { rolloutSources, type RolloutSource } from './sources.js';

/**
 * Reads Codex homes: rollouts of today's and of old versions, packed ones too. The rollouts are the truth; the SQLite
 * files beside them repeat it, and their counts hold what forks inherited.
 */
export function codexReader(now: () => number = Date.now): RuntimeReader {
  return {
    kind: 'CODEX',
    find,
    survey,
    read: (place, cursor, budget) => read({ place, cursor, budget, nowMs: now() }),
  };
}

async function find({ home, variables }: HostEnvironment): Promise<readonly RuntimePlace[]> {
  const folders = [variables.CODEX_HOME, join(home, '.codex')];
  return placesAt('CODEX', folders, { home, holds: 'sessions', label: 'Codex' });
}

async function survey(place: RuntimePlace, cursor: ReaderCursor): Promise<Survey> {
  const { sources, problems } = await rolloutSources(place.root);
  const loaded = await loadedThreads(place.root);
  const newest = [...sources].sort(byChange)[0];
  return {
    version: newest === undefined ? null : restoredState(fieldsOf(cursor[newest.name]).state).version,
    sessionCount: sources.length,
    runningCount: loaded.verified ? loaded.threads.size : 0,
    totalBytes: totalOf(sources),
    backlogBytes: backlogOf(sources, cursor),
    problems,
  };
}

/** A rollout with what is known of it. */
interface Tracked {
  readonly source: RolloutSource;
  state: RolloutState;
  tail: TailCursor | null;
  readonly told: unknown;
}

async function read(job: ReadJob): Promise<Reading> {
  const { place, cursor, budget, nowMs } = job;
  const root = await realRoot(place);
  if (root === null) return goneReading(place, cursor);
  const { sources, problems } = await rolloutSources(root);
  const gathered = new Gathered();
  for (const problem of problems) gathered.addProblem(problem);
  const tracked = [...sources].sort(byChange).map((source) => trackedOf(source, cursor));
  const unreadable = new Set<string>();
  await readOn(tracked, { root, gathered, unreadable, budgetBytes: budget.bytes });
  const context = { loaded: await loadedThreads(root), nowMs };
  const next: Record<string, ReaderCursor[string]> = {};
  for (const one of tracked) {
    if (one.tail !== null) next[one.source.name] = remembered(one, cursor, context, gathered);
  }
  // What could not be listed is not gone.
  if (problems.length === 0)
    tellGone(sources, new Set(sources.map(({ thread }) => thread)), cursor, gathered);
  else keepUnlisted(cursor, next);
  return gathered.reading(next, backlogOf(sources, next, unreadable));
}

/** Lately changed first, so what runs is seen at once. */
function byChange(one: RolloutSource, other: RolloutSource): number {
  const later = other.stats.mtimeNs - one.stats.mtimeNs;
  return later === 0n ? (one.thread < other.thread ? -1 : 1) : later > 0n ? 1 : -1;
}

function trackedOf(source: RolloutSource, cursor: ReaderCursor): Tracked {
  const saved = fieldsOf(Object.hasOwn(cursor, source.name) ? cursor[source.name] : null);
  return {
    source,
    state: restoredState(saved.state),
    tail: tailCursor(saved.tail),
    told: saved.told ?? null,
  };
}

async function readOn(
  tracked: readonly Tracked[],
  to: { root: string; gathered: Gathered; unreadable: Set<string>; budgetBytes: number },
): Promise<void> {
  const { root, gathered } = to;
  let left = to.budgetBytes;
  for (const one of tracked) {
    const { source, tail } = one;
    if (left <= 0) return;
    if (tail?.packed === source.packed && upToDate(tail, source.stats)) continue;
    const job = {
      file: { root, path: source.path, packed: source.packed },
      name: source.thread,
      cursor: tail,
      budgetBytes: left,
      gathered,
    };
    const result = await readSource(job, {
      begin: (change) => {
        if (change !== 'append') one.state = freshState();
      },
      line: (bytes) => takeLine({ thread: source.thread, state: one.state, gathered }, bytes),
    });
    if (result === null) {
      to.unreadable.add(source.name);
      continue;
    }
    one.tail = result.cursor;
    left -= result.bytesRead;
  }
}

function remembered(
  one: Tracked,
  cursor: ReaderCursor,
  context: Parameters<typeof factsOf>[2],
  gathered: Gathered,
): ReaderCursor[string] {
  const before = cursor[one.source.name];
  const facts = factsOf(one.source, one.state, context);
  const told = digestOf(facts);
  if (told !== one.told) gathered.addSession(facts);
  if (before !== undefined && before.tail === one.tail && told === one.told) return before;
  const { externalId, relation, parentExternalId } = facts;
  return {
    tail: one.tail,
    state: savedState(one.state),
    told,
    is: { externalId, relation, parentExternalId: parentExternalId ?? null },
  };
}

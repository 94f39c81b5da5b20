import { fieldsOf, timeMs } from '../fields.js';
import type { Gathered } from '../gathered.js';
import type { ReaderCursor } from '../reading.js';
import { tailCursor, upToDate, type TailCursor } from '../tail/cursor.js';
import { reasonOf } from '../tail/open-inside.js';
import { birthOf, headOf, type TranscriptSource } from './sources.js';
import { restoredState, type TranscriptState } from './transcript-state.js';

/** A transcript with what is known of it. */
export interface Tracked {
  readonly source: TranscriptSource;
  readonly externalId: string;
  /** Session that started it, of a subagent. */
  readonly parent: string | null;
  /** The older one keeps what two files hold. Kept from the first look: a rewritten file is born again. */
  readonly bornMs: number | null;
  state: TranscriptState;
  tail: TailCursor | null;
  /** Digest of the facts told last. */
  readonly told: unknown;
}

/** Puts together what the cursor remembers of a transcript and what its beginning says; null when it says nothing yet. */
export async function trackedOf(
  root: string,
  source: TranscriptSource,
  cursor: ReaderCursor,
  gathered: Gathered,
): Promise<Tracked | null> {
  const saved = fieldsOf(Object.hasOwn(cursor, source.name) ? cursor[source.name] : null);
  const tail = tailCursor(saved.tail);
  let state = restoredState(saved.state);
  if (state.firstUuid === null && !upToDate(tail, source.stats)) {
    const head = await headOf(root, source.path).catch((error: Error) => {
      gathered.addProblem(`${source.name} cannot be read: ${error.message || reasonOf(error)}.`);
      return null;
    });
    if (head === null) return null;
    // Positions, titles and costs come from reading the lines themselves.
    const { firstUuid, session, headMs, copied } = head;
    state = { ...state, firstUuid, session, headMs, copied };
  }
  const parent = source.agent === null ? null : (source.session ?? state.session);
  const externalId = source.agent === null ? source.session : subagentId(parent, source.agent);
  const bornMs = earliest(timeMs(saved.bornMs), birthOf(source), state.headMs);
  return externalId === null
    ? null
    : { source, externalId, parent, bornMs, state, tail, told: saved.told ?? null };
}

function subagentId(parent: string | null, agent: string): string | null {
  return parent === null ? null : `${parent}/agent-${agent}`;
}

function earliest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Sessions whose transcripts begin with the same row, oldest first: all but the first are forks. */
export type Families = ReadonlyMap<string, readonly Tracked[]>;

/** Puts sessions into families by their first row. */
export function familiesOf(tracked: readonly Tracked[]): Families {
  const families = new Map<string, Tracked[]>();
  for (const one of tracked) {
    const first = one.state.firstUuid;
    if (first === null || one.source.agent !== null) continue;
    const family = families.get(first);
    if (family) family.push(one);
    else families.set(first, [one]);
  }
  for (const family of families.values()) family.sort(byBirth);
  return families;
}

/** A file that says of itself that it is a copy is younger than one that does not, whatever a restored disk says. */
function byBirth(one: Tracked, other: Tracked): number {
  const copies = Number(one.state.copied) - Number(other.state.copied);
  const born = (one.bornMs ?? Infinity) - (other.bornMs ?? Infinity);
  if (copies !== 0) return copies;
  return born || (one.externalId < other.externalId ? -1 : 1);
}

/** Lately changed first, so what runs is seen at once; but within a family the oldest first. */
export function inReadingOrder(tracked: readonly Tracked[], families: Families): readonly Tracked[] {
  const changed = (one: Tracked) => Number(one.source.stats.mtimeMs);
  const familyOf = (one: Tracked) => families.get(one.state.firstUuid ?? '') ?? [one];
  const ranked = tracked.map((one) => {
    const family = one.source.agent === null ? familyOf(one) : [one];
    return { one, rank: Math.max(...family.map(changed)), place: family.indexOf(one), family };
  });
  ranked.sort(
    (a, b) => b.rank - a.rank || (a.family === b.family ? a.place - b.place : compare(a.family, b.family)),
  );
  return ranked.map(({ one }) => one);
}

function compare(one: readonly Tracked[], other: readonly Tracked[]): number {
  return (one[0]?.source.name ?? '') < (other[0]?.source.name ?? '') ? -1 : 1;
}

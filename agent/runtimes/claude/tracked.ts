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
  /** Nothing in it is unread. */
  readonly isCurrent: boolean;
  /** Shared with other reads until this one reads on. */
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
  const saved = Object.hasOwn(cursor, source.name) ? cursor[source.name] : undefined;
  const { tail, told, bornMs: savedBornMs, ...known } = rememberedOf(saved);
  let { state } = known;
  const isCurrent = upToDate(tail, source.stats);
  if (state.firstUuid === null && !isCurrent) {
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
  const bornMs = earliest(savedBornMs, birthOf(source), state.headMs);
  return externalId === null ? null : { source, externalId, parent, bornMs, state, tail, told, isCurrent };
}

type Remembered = Pick<Tracked, 'state' | 'tail' | 'told' | 'bornMs'>;
const restored = new WeakMap<object, Remembered>();

/** What one entry of the cursor stands for; worked out once for each, as most stay what they are for months. */
function rememberedOf(saved: ReaderCursor[string] | undefined): Remembered {
  const known = saved && restored.get(saved);
  if (known) return known;
  const fields = fieldsOf(saved);
  const { told = null } = fields;
  const remembered = {
    state: restoredState(fields.state),
    tail: tailCursor(fields.tail),
    told,
    bornMs: timeMs(fields.bornMs),
  };
  if (typeof saved === 'object' && saved !== null) restored.set(saved, remembered);
  return remembered;
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

/** Those with something unread; lately changed first, so what runs is seen at once; but within a family the oldest first. */
export function inReadingOrder(tracked: readonly Tracked[], families: Families): readonly Tracked[] {
  const changed = (one: Tracked) => Number(one.source.stats.mtimeMs);
  const familyOf = (one: Tracked) => families.get(one.state.firstUuid ?? '') ?? [one];
  const unread = tracked.filter(({ isCurrent }) => !isCurrent);
  const ranked = unread.map((one) => {
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

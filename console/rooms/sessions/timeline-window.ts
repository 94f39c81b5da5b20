import type { SessionEntriesQuery } from '../../graphql/generated/documents';
import type { Problem } from '../../graphql/problem';
import type { PlacedEntry } from './timeline-blocks';

export type EntryPage = NonNullable<SessionEntriesQuery['session']>['entries'];
type Edge = EntryPage['edges'][number];
export type Direction = 'older' | 'newer';

/** The part of a timeline that is loaded: one run without holes, which grows at both ends. */
export interface TimelineWindow {
  edges: readonly Edge[];
  hasOlder: boolean;
  /** Whether more followed when the end was read last. */
  hasNewer: boolean;
  /** The end that is being read; both before anything is there. */
  reading: Direction | null;
  problem: Problem | null;
}

export const emptyWindow: TimelineWindow = {
  edges: [],
  hasOlder: false,
  hasNewer: false,
  reading: null,
  problem: null,
};

/**
 * Adds a page at an end. Pages read backwards come in order too. An entry that is there already is replaced in its
 * place: content may have been erased meanwhile.
 */
export function withPage(window: TimelineWindow, direction: Direction, page: EntryPage): TimelineWindow {
  const known = new Map(page.edges.map((edge) => [edge.node.id, edge]));
  const kept = window.edges.map((edge) => known.get(edge.node.id) ?? edge);
  const there = new Set(kept.map(({ node }) => node.id));
  const added = page.edges.filter(({ node }) => !there.has(node.id));
  const { hasNextPage } = page.pageInfo;
  const grown = { ...window, reading: null, problem: null };
  return direction === 'older'
    ? { ...grown, edges: [...added, ...kept], hasOlder: hasNextPage }
    : { ...grown, edges: [...kept, ...added], hasNewer: hasNextPage };
}

/** Where an end is read on from; null at the outermost. */
export function cursorAt({ edges }: TimelineWindow, direction: Direction): string | null {
  return (direction === 'older' ? edges[0] : edges.at(-1))?.cursor ?? null;
}

/** In the URL: the beginning. */
export const fromStart = 'start';
/** In the URL: the end. */
export const fromLatest = 'latest';

/** Entries with the cursor by which a link finds them: that of the one before, as pages begin behind a cursor. */
export function placedIn({ edges, hasOlder }: TimelineWindow): PlacedEntry[] {
  return edges.map(({ node }, index) => ({
    entry: node,
    before: index > 0 ? edges[index - 1]!.cursor : hasOlder ? null : fromStart,
  }));
}

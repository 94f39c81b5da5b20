import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { asRequest } from '../../graphql/document';
import { SessionEntriesDocument } from '../../graphql/generated/documents';
import { problemOf, type Problem } from '../../graphql/problem';
import { useSession } from '../../graphql/session-context';
import { useThrottled } from '../../graphql/use-pages';
import {
  cursorAt,
  emptyWindow,
  fromLatest,
  fromStart,
  placedIn,
  withPage,
  type Direction,
  type EntryPage,
  type TimelineWindow,
} from './timeline-window';

const pageSize = 50;
const catchUpEveryMs = 500;

type Change =
  | { type: 'begin'; place: string }
  | { type: 'read'; direction: Direction }
  | { type: 'page'; direction: Direction; page: EntryPage }
  | { type: 'failed'; problem: Problem };

function reduce(window: TimelineWindow, change: Change): TimelineWindow {
  if (change.type === 'begin') {
    const inside = change.place !== fromStart && change.place !== fromLatest;
    return { ...emptyWindow, hasOlder: inside, reading: change.place === fromLatest ? 'older' : 'newer' };
  }
  if (change.type === 'read') return { ...window, reading: change.direction };
  if (change.type === 'page') return withPage(window, change.direction, change.page);
  return { ...window, reading: null, problem: change.problem };
}

/**
 * A session's timeline, read from `place` (`start`, `latest`, or the cursor before an entry) towards both ends.
 * `renew` reads everything again from there.
 */
export function useTimeline(id: string, place: string) {
  const session = useSession();
  const [window, dispatch] = useReducer(reduce, emptyWindow);
  const latest = useRef(window);
  useEffect(() => {
    latest.current = window;
  });
  const walk = useRef(0);

  const read = useCallback(
    async (direction: Direction, after: string | null) => {
      const mine = walk.current;
      const variables = { id, first: pageSize, after, last: direction === 'older' };
      const { data, error } = await session.client
        .query(asRequest(SessionEntriesDocument), variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (mine !== walk.current) return;
      const problem = problemOf(error);
      if (problem) dispatch({ type: 'failed', problem });
      else if (data?.session) dispatch({ type: 'page', direction, page: data.session.entries });
    },
    [session, id],
  );

  const begin = useCallback(() => {
    walk.current += 1;
    dispatch({ type: 'begin', place });
    if (place === fromLatest) void read('older', null);
    else void read('newer', place === fromStart ? null : place);
  }, [place, read]);
  useEffect(begin, [begin]);

  const more = useCallback(
    (direction: Direction) => {
      if (latest.current.reading) return;
      dispatch({ type: 'read', direction });
      void read(direction, cursorAt(latest.current, direction));
    },
    [read],
  );
  // What came in behind the end, without showing that it is being read; once more when something is read already.
  const owed = useRef(false);
  const catchUp = useThrottled(() => {
    owed.current = latest.current.reading !== null;
    if (!owed.current && !latest.current.hasNewer) void read('newer', cursorAt(latest.current, 'newer'));
  }, catchUpEveryMs);
  useEffect(() => {
    if (window.reading === null && owed.current) catchUp();
  }, [window.reading, catchUp]);
  useEffect(() => session.onResync(catchUp), [session, catchUp]);

  const entries = useMemo(() => placedIn(window), [window]);
  return { window, entries, more, catchUp, renew: begin };
}

import { cursorAt, emptyWindow, placedIn, withPage, type EntryPage } from './timeline-window';

const page = (ids: readonly number[], hasNextPage = false): EntryPage =>
  ({
    edges: ids.map((id) => ({ cursor: `c${id}`, node: { id: `e${id}` } })),
    pageInfo: { hasNextPage, endCursor: null },
  }) as unknown as EntryPage;
const ids = (window: typeof emptyWindow) => window.edges.map(({ node }) => node.id);

describe('the loaded part of a timeline', () => {
  it('grows at both ends, in order', () => {
    let window = withPage({ ...emptyWindow, hasOlder: true }, 'newer', page([5, 6], true));
    window = withPage(window, 'older', page([3, 4], true));
    window = withPage(window, 'newer', page([7]));
    expect(ids(window)).toEqual(['e3', 'e4', 'e5', 'e6', 'e7']);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: false });
    expect([cursorAt(window, 'older'), cursorAt(window, 'newer')]).toEqual(['c3', 'c7']);
  });

  it('holds each entry once, however often it is read', () => {
    const window = withPage(withPage(emptyWindow, 'newer', page([1, 2])), 'newer', page([2, 3]));
    expect(ids(window)).toEqual(['e1', 'e2', 'e3']);
  });

  it('links an entry by the one before it; the first only where it is the first of all', () => {
    const window = withPage(emptyWindow, 'newer', page([1, 2]));
    expect(placedIn(window).map(({ before }) => before)).toEqual(['start', 'c1']);
    expect(placedIn({ ...window, hasOlder: true })[0]?.before).toBeNull();
  });

  it('reads an empty one from its ends', () => {
    expect([cursorAt(emptyWindow, 'older'), cursorAt(emptyWindow, 'newer')]).toEqual([null, null]);
  });
});

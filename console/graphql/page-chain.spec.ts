import { Client, fetchExchange } from 'urql';
import { createCache } from './cache.js';
import type { Document } from './document.js';
import { PageChain, type Connection } from './page-chain.js';

interface Answer {
  members: Connection<{ id: string }>;
}

const document = `query Members($first: Int, $after: String) {
  members(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } totalCount }
}` as Document<Answer, { first?: number; after?: string | null }>;

/** Stands in for the network edge: answers pages of whatever `rows` holds, ordered, after a cursor. */
function serverOf(rows: string[]) {
  return async (_input: unknown, init?: RequestInit): Promise<Response> => {
    const { variables } = JSON.parse(String(init?.body)) as {
      variables: { first: number; after: string | null };
    };
    const from = rows.filter((id) => variables.after === null || id > variables.after);
    const page = from.slice(0, variables.first);
    const members = {
      __typename: 'MemberConnection',
      edges: page.map((id) => ({ __typename: 'MemberEdge', node: { __typename: 'Member', id } })),
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: from.length > page.length,
        endCursor: page.at(-1) ?? null,
      },
      totalCount: rows.length,
    };
    return new Response(JSON.stringify({ data: { members } }), {
      headers: { 'content-type': 'application/json' },
    });
  };
}

function chainOver(rows: string[], first = 2) {
  const client = new Client({
    url: 'http://console.example/graphql',
    exchanges: [createCache(), fetchExchange],
    preferGetMethod: false,
    fetch: serverOf(rows) as typeof fetch,
  });
  return new PageChain({
    client,
    document,
    variables: { first },
    connection: (answer: Answer) => answer.members,
  });
}

/** Waits until the chain shows what is expected. */
function until<T>(
  chain: { subscribe: (listener: () => void) => () => void; snapshot: () => T },
  holds: (state: T) => boolean,
) {
  return new Promise<T>((resolve) => {
    const look = () => {
      if (!holds(chain.snapshot())) return;
      stop();
      resolve(chain.snapshot());
    };
    const stop = chain.subscribe(look);
    queueMicrotask(look);
  });
}

const ids = (state: { rows: readonly { id: string }[] }) => state.rows.map(({ id }) => id).join('');

describe('PageChain', () => {
  it('reads page after page and knows the end', async () => {
    const chain = chainOver([...'abcde']);
    const stop = chain.subscribe(() => undefined);
    expect(await until(chain, ({ loading }) => !loading)).toMatchObject({ total: 5, hasMore: true });
    chain.loadMore();
    await until(chain, (state) => ids(state) === 'abcd');
    chain.loadMore();
    expect((await until(chain, (state) => ids(state) === 'abcde')).hasMore).toBe(false);
    chain.loadMore();
    expect(ids(chain.snapshot())).toBe('abcde');
    stop();
  });

  it('loses no row between pages when rows came in above', async () => {
    const rows = [...'defghi'];
    const chain = chainOver(rows);
    const stop = chain.subscribe(() => undefined);
    await until(chain, ({ loading }) => !loading);
    chain.loadMore();
    await until(chain, (state) => ids(state) === 'defg');
    rows.unshift('b', 'c');
    await chain.refresh();
    expect(ids(await until(chain, (state) => ids(state).startsWith('b')))).toBe('bcde');
    stop();
  });

  it('keeps what it shows when a refresh fails', async () => {
    const rows = [...'abc'];
    const chain = chainOver(rows);
    const stop = chain.subscribe(() => undefined);
    await until(chain, ({ loading }) => !loading);
    rows.filter = () => {
      throw new TypeError('no network');
    };
    await chain.refresh();
    expect(chain.snapshot()).toMatchObject({
      problem: { code: 'NETWORK' },
      rows: [{ id: 'a' }, { id: 'b' }],
    });
    stop();
  });
});

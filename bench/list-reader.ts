import type pg from 'pg';
import { Pool } from 'undici';
import { headersOf } from '../server/testing/graphql-caller.js';
import type { Person } from '../server/testing/actor.js';
import { nowMs } from './figures.js';
import type { ListQuery } from './list-queries.js';

interface Answer {
  data: { list: { edges: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } | null;
}

/** Pages through a list over HTTP, from the first page on and round again. */
export class ListReader {
  private readonly headers: Record<string, string>;
  private readonly document: string;
  private after: string | null = null;

  constructor(
    private readonly pool: Pool,
    url: string,
    { person, organizationId, query }: { person: Person; organizationId: string; query: ListQuery },
  ) {
    this.headers = headersOf(url, { ...person.credentials, organization: organizationId });
    this.document = query.document;
  }

  /** @returns ms until the next page of 50 rows was there and parsed */
  async next(): Promise<number> {
    const started = nowMs();
    const body = JSON.stringify({ query: this.document, variables: { after: this.after } });
    const response = await this.pool.request({
      ...{ path: '/graphql', method: 'POST', headers: this.headers, body },
    });
    const { data } = (await response.body.json()) as Answer;
    const tookMs = nowMs() - started;
    if (!data || data.list.edges.length === 0) throw new Error(`No page came for: ${this.document}`);
    const { hasNextPage, endCursor } = data.list.pageInfo;
    this.after = hasNextPage ? endCursor : null;
    return tookMs;
  }
}

/** One page by bare SQL. @returns ms */
export async function readBare(client: pg.Client, query: ListQuery, organizationId: string): Promise<number> {
  const started = nowMs();
  const { rows } = await client.query(query.sql, [organizationId]);
  if (rows.length === 0) throw new Error(`No row came for: ${query.sql}`);
  return nowMs() - started;
}

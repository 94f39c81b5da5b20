import { Pool } from 'undici';
import { headersOf } from '../server/testing/graphql-caller.js';
import type { Person } from '../server/testing/actor.js';
import { nowMs } from './figures.js';

export interface Held {
  id: string;
  externalId: string;
  digest: string;
}

const decide = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }`;

/** A person who decides over HTTP, on kept-alive connections. */
export class Decider {
  private readonly pool: Pool;
  private readonly headers: Record<string, string>;
  /** When each decision was sent, by the gateway's id. */
  readonly sentAtMs = new Map<string, number>();

  constructor(url: string, person: Person, connections: number) {
    this.pool = new Pool(url, { connections });
    this.headers = headersOf(url, { ...person.credentials, organization: person.organizationId! });
  }

  /** @throws when the decision does not count */
  async allow({ id, externalId, digest }: Held): Promise<void> {
    const body = JSON.stringify({
      query: decide,
      variables: { input: { id, digest, decision: 'ALLOW_ONCE' } },
    });
    this.sentAtMs.set(externalId, nowMs());
    const response = await this.pool.request({
      ...{ path: '/graphql', method: 'POST', headers: this.headers, body },
    });
    const text = await response.body.text();
    if (!text.includes('{"__typename":"Approval"}')) throw new Error(`Not decided: ${text.slice(0, 300)}`);
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

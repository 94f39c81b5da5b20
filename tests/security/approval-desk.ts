import pg from 'pg';
import type { Actor } from '../../server/testing/actor.js';
import { connect } from '../../server/testing/agents-room.js';
import { eventually } from '../../server/testing/eventually.js';
import type { Loose } from '../../server/testing/graphql-caller.js';
import type { TestApp } from '../../server/testing/test-app.js';
import { AskingGateway } from './asking-gateway.js';

export interface Asked {
  id: string;
  external_id: string;
  digest: string;
  state: string;
}

export const decideDocument = `mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }`;

/** One gateway that asks, and a way to the approvals that come of it. */
export class ApprovalDesk {
  private count = 0;

  private constructor(
    readonly app: TestApp,
    readonly organizationId: string,
    readonly gateway: AskingGateway,
    readonly connectorId: string,
    /** Beyond row-level security: reads everything, and moves the time a request ends. */
    private readonly db: pg.Client,
  ) {}

  static async open(app: TestApp, owner: Actor, name = 'Asking'): Promise<ApprovalDesk> {
    const gateway = await AskingGateway.start();
    const connectorId = await connect(owner, name, gateway.url);
    await eventually(async () => {
      const { connector } = await owner.gql('query ($id: ID!) { connector(id: $id) { state } }', {
        id: connectorId,
      });
      return connector.state === 'CONNECTED';
    }, 'the gateway to be connected');
    const db = new pg.Client({
      connectionString: process.env.CLAWBUTLER_TEST_ADMIN_URL!.replace(
        '/postgres?',
        `/${app.database.name}?`,
      ),
    });
    await db.connect();
    return new ApprovalDesk(app, owner.organizationId!, gateway, connectorId, db);
  }

  /** Has the gateway ask this often, and waits until all of them are on the desk, oldest first. */
  async ask(count: number, command: (n: number) => string = (n) => `touch file-${n}`): Promise<Asked[]> {
    const requests = Array.from({ length: count }, () => {
      const n = this.count++;
      return { id: `asked-${n}`, command: command(n) };
    });
    this.gateway.ask(requests);
    return this.rowsOf(requests.map(({ id }) => id));
  }

  /** Waits until all of these are on the desk. */
  rowsOf(externalIds: readonly string[]): Promise<Asked[]> {
    return eventually(async () => {
      const rows = await this.query<Asked>(
        `select id, external_id, digest, state from approvals
         where org_id = $1 and connector_id = $2 and external_id = any ($3) order by id`,
        [this.organizationId, this.connectorId, externalIds],
      );
      return rows.length === externalIds.length && rows;
    }, `${externalIds.length} approvals`);
  }

  /** @returns the type name of what deciding came to. */
  async decide(by: Actor, asked: Asked, decision = 'ALLOW_ONCE', changes: object = {}): Promise<string> {
    const input = { id: asked.id, digest: asked.digest, decision, ...changes };
    return (await by.gql<Loose>(decideDocument, { input })).decideApproval.__typename as string;
  }

  /** Rows of any statement. */
  async query<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return (await this.db.query(sql, params)).rows as T[];
  }

  /** Lets a request's time run out, on the clock that counts: the database's. */
  async letExpire(asked: Asked): Promise<void> {
    await this.query(
      `update approvals set expires_at = now() - interval '1 second' where id = $1 and state = 'PENDING'`,
      [asked.id],
    );
  }

  async stateOf(asked: Asked): Promise<string> {
    return (await this.query<Asked>('select state from approvals where id = $1', [asked.id]))[0]!.state;
  }

  async close(): Promise<void> {
    await this.db.end();
    await this.gateway.stop();
  }
}

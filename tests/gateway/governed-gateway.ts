import { createTestApp, type TestApp, type TestAppOptions } from '../../server/testing/test-app.js';
import { World } from '../../server/testing/world.js';
import type { RealGatewayOptions } from './harness/gateway-home.js';
import { startRealGateway, type RealGateway } from './harness/real-gateway.js';
import { until } from '../labs/until.js';

export interface InboxItem {
  id: string;
  action: string;
  tool: string;
  risk: string;
  digest: string;
  state: string;
  allowedDecisions: string[];
  policySentence: string;
  viewerCanDecide: boolean;
  agent: { name: string } | null;
  connector: { name: string };
}

export interface Ended {
  state: string;
  decision: string | null;
  decisionSource: string | null;
  delivery: string;
  outcome: string;
  exitCode: number | null;
  decisionReason: string | null;
  decidedBy: { name: string } | null;
  resolvedElsewhereBy: string | null;
}

const inbox = `query { approvals(filter: {states: [PENDING]}, order: URGENCY) { edges { node {
  id action tool risk digest state allowedDecisions policySentence viewerCanDecide agent { name } connector { name } } } } }`;
const one = `query ($id: ID!) { approval(id: $id) { state decision decisionSource delivery outcome exitCode decisionReason
  decidedBy { name } resolvedElsewhereBy } }`;

/** The product in this process, governing a real gateway, with an owner signed in. */
export class GovernedGateway {
  private constructor(
    readonly gateway: RealGateway,
    public app: TestApp,
    readonly world: World,
    readonly connectorId: string,
  ) {}

  static async start(
    options: { gateway?: RealGatewayOptions; app?: TestAppOptions } = {},
  ): Promise<GovernedGateway> {
    const [gateway, app] = await Promise.all([startRealGateway(options.gateway), createTestApp(options.app)]);
    const world = await World.create(app);
    const { addConnector } = await world.owner.gql(
      'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }',
      { input: { name: 'Lab', url: gateway.url, auth: 'TOKEN', secret: gateway.token } },
    );
    const governed = new GovernedGateway(gateway, app, world, addConnector.id);
    await governed.connected();
    return governed;
  }

  /** Resolves when the link is up and everything was read. */
  async connected(since = new Date(0)): Promise<void> {
    await until(
      async () => {
        const { connector } = await this.world.owner.gql(
          'query ($id: ID!) { connector(id: $id) { state lastSyncAt agentCount } }',
          { id: this.connectorId },
        );
        const synced = connector.lastSyncAt !== null && new Date(connector.lastSyncAt) >= since;
        return connector.state === 'CONNECTED' && synced && connector.agentCount > 0;
      },
      { timeoutMs: 90_000, what: 'the gateway to be connected and its agents known' },
    );
  }

  /** The request for this command, once it waits in the inbox. */
  asked(command: string): Promise<InboxItem> {
    return until(
      async () => {
        const { approvals } = await this.world.owner.gql<{ approvals: { edges: { node: InboxItem }[] } }>(
          inbox,
        );
        return approvals.edges.map((edge) => edge.node).find((item) => item.action === command);
      },
      { timeoutMs: 60_000, what: `the request “${command}” in the inbox` },
    );
  }

  async decide(item: InboxItem, decision: string, reason?: string): Promise<string> {
    const { decideApproval } = await this.world.owner.gql(
      'mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { __typename } }',
      { input: { id: item.id, digest: item.digest, decision, reason } },
    );
    return decideApproval.__typename;
  }

  /** The approval once it satisfies a condition. */
  until(id: string, what: string, holds: (approval: Ended) => boolean): Promise<Ended> {
    return until(
      async () => {
        const { approval } = await this.world.owner.gql<{ approval: Ended }>(one, { id });
        return holds(approval) ? approval : null;
      },
      { timeoutMs: 90_000, what },
    );
  }

  /** Event types about one approval, oldest first, once they include `last`. */
  history(id: string, last: string): Promise<string[]> {
    return until(
      async () => {
        const { auditEvents } = await this.world.owner.gql(
          'query { auditEvents(filter: {types: ["approval.*"]}, first: 200) { edges { node { type subject { id } } } } }',
        );
        const types: string[] = auditEvents.edges
          .filter((edge: { node: { subject: { id: string } } }) => edge.node.subject.id === id)
          .map((edge: { node: { type: string } }) => edge.node.type)
          .reverse();
        return types.includes(last) ? types : null;
      },
      { what: `${last} in the log` },
    );
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.gateway.stop();
  }
}

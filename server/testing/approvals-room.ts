import { AgentRegistry } from '../agents/agent-registry.service.js';
import type { GatewayPeer } from '../connectors/gateway-feed.js';
import { connect } from './agents-room.js';
import { peerOf } from './gateway-voice.js';
import { ObedientGateway } from './obedient-gateway.js';
import { readRows, storedEvents } from './stored-events.js';
import { createTestApp, type TestApp } from './test-app.js';
import { createWorld, type World } from './world.js';

/** What the tests read of a stored request. */
export interface StoredApproval {
  id: string;
  external_id: string;
  agent_id: string | null;
  state: string;
  decision: string | null;
  delivery: string;
  canonical_action: string;
}

/** A gateway as the approvals room hears it. No worker runs, so that the test alone says what is heard and when. */
export class ApprovalsRoom {
  private constructor(
    readonly app: TestApp,
    readonly world: World,
    readonly gateway: ObedientGateway,
    readonly peer: GatewayPeer,
  ) {}

  /** The gateway runs these agents, and knows these methods beside the usual ones. */
  static async open(agents: readonly string[] = ['main'], methods: readonly string[] = []) {
    const app = await createTestApp({ role: 'api' });
    const world = await createWorld(app);
    const gateway = await ObedientGateway.start();
    gateway.agents = agents.map((id) => ({ id }));
    for (const method of methods) gateway.answers.set(method, () => ({}));
    const connectorId = await connect(world.owner, 'Home', gateway.url);
    const at = { organizationId: world.home.id, connectorId, connectorName: 'Home' };
    const peer = await peerOf(gateway, at);
    await app.app.get(AgentRegistry).sync(peer);
    return new ApprovalsRoom(app, world, gateway, peer);
  }

  /** Stored requests in the order in which they were stored. */
  requests(): Promise<StoredApproval[]> {
    return this.rows('select * from approvals where org_id = $1 order by id');
  }

  /** Type and subject of what was recorded about requests, in order: `approval.asked id-1`. */
  async told(): Promise<string[]> {
    const names = new Map((await this.requests()).map((row) => [row.id, row.external_id]));
    const events = await storedEvents(this.app.database, this.peer.organizationId);
    return events
      .filter((event) => event.subject_type === 'approval')
      .map((event) => `${event.type} ${names.get(event.subject_id!)}`);
  }

  /** Rows as the server sees them; the organisation is the first parameter. */
  rows<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return readRows(this.app.database, this.peer.organizationId, sql, [this.peer.organizationId, ...params]);
  }

  async policy(input: object): Promise<string> {
    const { createApprovalPolicy } = await this.world.owner.gql(
      'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
      { input },
    );
    return createApprovalPolicy.id;
  }

  async close(): Promise<void> {
    this.peer.connection.close();
    await this.app.stop();
    await this.gateway.down();
  }
}

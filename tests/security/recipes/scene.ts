import { AgentRegistry } from '../../../server/agents/agent-registry.service.js';
import { ApprovalIntake } from '../../../server/approvals/approval-intake.service.js';
import { ConnectorStatus } from '../../../server/connectors/connector-status.service.js';
import type { GatewayPeer } from '../../../server/connectors/gateway-feed.js';
import { VerificationService } from '../../../server/organizations/verification.service.js';
import { systemCtx, type Role } from '../../../server/platform/auth/ctx.js';
import { Database } from '../../../server/platform/database/database.service.js';
import { Sealer } from '../../../server/platform/events/sealer.service.js';
import type { Person } from '../../../server/testing/actor.js';
import { ObedientGateway } from '../../../server/testing/obedient-gateway.js';
import { readRows } from '../../../server/testing/stored-events.js';
import type { TestApp } from '../../../server/testing/test-app.js';
import { entry, facts, SyncedRuntime, usage } from '../../../server/testing/session-batches.js';
import { foundRuntime, type TestMachine } from '../../../server/testing/test-machine.js';
import type { TestOrganization, World } from '../../../server/testing/world.js';
import { asksToRun, peerOf } from '../../../server/testing/gateway-voice.js';

/** One thing of each kind that has an id. */
export type Landmark =
  | 'agent'
  | 'approval'
  | 'connector'
  | 'event'
  | 'host'
  | 'instance'
  | 'invite'
  | 'killSwitch'
  | 'member'
  | 'policy'
  | 'serviceToken'
  | 'runtimeSession'
  | 'session';

/** A furnished organisation: one of everything, all of it named with its canary, and ways to make more. */
export class Scene {
  landmarks!: Readonly<Record<Landmark, string>>;
  /** A paired machine of the organisation. */
  machine!: TestMachine;
  private readonly runtimes: object[] = [];
  private place!: { organizationId: string; connectorId: string; connectorName: string };

  private constructor(
    readonly world: World,
    readonly organization: TestOrganization,
    /** Stands in everything that belongs to the organisation. */
    readonly canary: string,
    readonly gateway: ObedientGateway,
    /** The same installation as a cloud: where people may sign up. */
    readonly cloud: () => Promise<TestApp>,
  ) {}

  static async furnish(world: World, canary: string, cloud: () => Promise<TestApp>): Promise<Scene> {
    const organization = await world.organization(`${canary} works`);
    const scene = new Scene(world, organization, canary, await ObedientGateway.start(), cloud);
    scene.gateway.agents = [{ id: `${canary}-main` }];
    await scene.connectGateway();
    scene.machine = await organization.host(scene.name('box'));
    const policy = await scene.policy();
    const { id: invite } = await scene.invite();
    scene.landmarks = {
      connector: scene.place.connectorId,
      host: scene.machine.hostId!,
      instance: await scene.instance(),
      agent: await scene.agentCalled(`${canary}-main`),
      approval: (await scene.approval()).id,
      killSwitch: await scene.killSwitch(),
      member: (await scene.member()).userId,
      serviceToken: (await organization.serviceToken(['agents:read'])).tokenId,
      session: (await scene.session(scene.owner)).account.sessionId,
      event: '',
      runtimeSession: '',
      ...{ policy, invite },
    };
    const runtimeSession = await scene.runtimeSession();
    await scene.seal();
    const [event] = await scene.rows<{ id: string }>(
      'select id from domain_events where org_id = $1 limit 1',
    );
    scene.landmarks = { ...scene.landmarks, runtimeSession, event: event!.id };
    return scene;
  }

  get app(): TestApp {
    return this.world.app;
  }

  get id(): string {
    return this.organization.id;
  }

  /** Makes the fixtures; no suite speaks as them where it ends sessions. */
  get owner(): Person {
    return this.organization.owner;
  }

  /** A name nobody had yet. */
  name(what: string): string {
    return `${this.canary} ${what} ${this.world.number()}`;
  }

  member(role: Role = 'VIEWER'): Promise<Person> {
    return this.organization.member(role, this.name(role.toLowerCase()));
  }

  /** Another session of a person. Attempts are forgotten before, or a long suite would lock itself out. */
  async session(person: Person): Promise<Person> {
    await this.forgetAttempts();
    return this.world.login(person);
  }

  async forgetAttempts(): Promise<void> {
    await readRows(this.app.database, null, 'delete from rate_limits');
  }

  /** A connector whose gateway nobody dials: no worker runs. */
  async connector(): Promise<string> {
    const { addConnector } = await this.owner.gql(
      'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }',
      { input: this.connectorInput() },
    );
    return addConnector.id;
  }

  connectorInput() {
    const name = this.name('gateway');
    return { name, url: `ws://127.0.0.1:9/${name.replaceAll(' ', '-')}`, auth: 'TOKEN', secret: 'T' };
  }

  /** An agent that the gateway shows from now on. */
  async agent(): Promise<string> {
    const externalId = `${this.canary}-agent-${this.world.number()}`;
    this.gateway.agents = [...this.gateway.agents, { id: externalId }];
    await this.hear((peer) => this.app.app.get(AgentRegistry).sync(peer));
    return this.agentCalled(externalId);
  }

  /** What the machine finds once a runtime with this key is there: what it found before stays. */
  found(key: string): object[] {
    this.runtimes.push(foundRuntime(key));
    return this.runtimes;
  }

  /** A runtime the machine finds from now on. */
  async discovery(): Promise<string> {
    const key = this.name('runtime');
    await this.forgetAttempts();
    const { errors } = await this.machine.report(this.found(key));
    if (errors) throw new Error(JSON.stringify(errors));
    const [row] = await this.rows<{ id: string }>(
      'select id from runtime_instances where org_id = $1 and key = $2',
      [key],
    );
    return row!.id;
  }

  /** The same, under governance. */
  async instance(): Promise<string> {
    const instanceId = await this.discovery();
    await this.owner.gql(
      'mutation ($input: [AddRuntimeInstanceInput!]!) { addRuntimeInstances(input: $input) { id } }',
      { input: [{ instanceId, contentPolicy: 'METADATA' }] },
    );
    return instanceId;
  }

  /** A session of the machine's runtime, as it synchronised it. */
  async runtimeSession(): Promise<string> {
    const run = this.name('run');
    await new SyncedRuntime(this.machine, this.landmarks.instance).sync({
      ...{ sessions: [facts(run)], entries: [entry(run, 0)], usages: [usage(run, `${run} call`)] },
    });
    const sql = 'select id from sessions where org_id = $1 and external_id = $2';
    return (await this.rows<{ id: string }>(sql, [run]))[0]!.id;
  }

  /** A request that waits for a decision. */
  async approval(): Promise<{ id: string; digest: string }> {
    const externalId = `asked-${this.world.number()}`;
    const asked = asksToRun(`echo ${this.canary} ${externalId}`, externalId, `${this.canary}-main`);
    await this.hear((peer) => this.app.app.get(ApprovalIntake).take(peer, [asked]));
    const [row] = await this.rows<{ id: string; digest: string }>(
      'select id, digest from approvals where org_id = $1 and external_id = $2',
      [externalId],
    );
    return row!;
  }

  policyInput() {
    const { connector: connectorId, agent: agentId } = this.landmarks ?? {};
    const places = connectorId ? { connectorIds: [connectorId], agentIds: [agentId!] } : {};
    return { name: this.name('policy'), effect: 'REQUIRE_APPROVAL', tools: ['never'], ...places };
  }

  async policy(): Promise<string> {
    const { createApprovalPolicy } = await this.owner.gql(
      'mutation ($input: ApprovalPolicyInput!) { createApprovalPolicy(input: $input) { id } }',
      { input: this.policyInput() },
    );
    return createApprovalPolicy.id;
  }

  /** A stop order on a connector of its own. */
  async killSwitch(): Promise<string> {
    const { engageKillSwitch } = await this.owner.gql(
      'mutation ($input: KillInput!) { engageKillSwitch(input: $input) { id } }',
      { input: { scope: 'CONNECTOR', targetId: await this.connector(), reason: this.name('reason') } },
    );
    return engageKillSwitch.id;
  }

  async invite(): Promise<{ id: string; token: string }> {
    const { inviteMember } = await this.owner.gql(
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url invite { id } } }',
      { input: { role: 'VIEWER' } },
    );
    return { id: inviteMember.invite.id, token: inviteMember.url.split('/').at(-1) };
  }

  /** The secret of a link that confirms a person's address, as the mail would carry it. */
  async verifyToken(person: Person): Promise<string> {
    const verification = this.app.app.get(VerificationService);
    const user = { id: person.userId, name: person.account.name };
    return this.app.app.get(Database).global(async (tx) => {
      await verification.request(tx, { ...systemCtx(this.id, 'mail'), organizationId: null }, user);
      const [link]: { id: string }[] = await tx.query(
        'select id from one_time_links where user_id = $1 order by id desc limit 1',
        [user.id],
      );
      const armed = await verification.arm(tx, link!.id);
      return new URL(armed!.url).searchParams.get('token')!;
    });
  }

  /** Gives everything recorded so far its place in the log. */
  seal(): Promise<number> {
    return this.app.app.get(Sealer).seal(this.id);
  }

  async stop(): Promise<void> {
    await this.gateway.down();
  }

  /** Rows as the server sees them for this organisation, whose id is the first parameter. */
  rows<T>(sql: string, params: unknown[] = []): Promise<T[]> {
    return readRows<T>(this.app.database, this.id, sql, [this.id, ...params]);
  }

  private async agentCalled(externalId: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>(
      'select id from agents where org_id = $1 and external_id = $2',
      [externalId],
    );
    return row!.id;
  }

  /** What a worker would do: connect, say how the link stands, read the agents. */
  private async connectGateway(): Promise<void> {
    const input = { ...this.connectorInput(), url: this.gateway.url };
    const { addConnector } = await this.owner.gql(
      'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }',
      { input },
    );
    this.place = { organizationId: this.id, connectorId: addConnector.id, connectorName: input.name };
    await this.hear(async (peer) => {
      const link = { state: 'connected' as const, hello: peer.hello };
      await this.app.app.get(ConnectorStatus).changed(this.place, link);
      await this.app.app.get(AgentRegistry).sync(peer);
    });
  }

  /** Runs something on a connection to the gateway, as a worker would. */
  private async hear(work: (peer: GatewayPeer) => Promise<void>): Promise<void> {
    const peer = await peerOf(this.gateway, this.place);
    try {
      await work(peer);
    } finally {
      peer.connection.close();
    }
  }
}

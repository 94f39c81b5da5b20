import type { Role } from '../platform/auth/ctx.js';
import { Actor, Automation, Person } from './actor.js';
import type { Answer, Loose } from './graphql-caller.js';
import type { Reachable, TestApp } from './test-app.js';
import { TestMachine } from './test-machine.js';

export const worldPassword = 'correct horse battery staple';

const viewerFields = 'viewer { user { id email name } sessionId organizations { id slug name viewerRole } }';

/** An organisation with its own owner, and ways to people it. */
export class TestOrganization {
  constructor(
    private readonly world: World<Reachable>,
    readonly id: string,
    readonly slug: string,
    readonly owner: Person,
  ) {}

  /** A new person with this role, invited by the owner. */
  async member(role: Role, name = `${role.toLowerCase()} ${this.world.number()}`): Promise<Person> {
    const { inviteMember } = await this.owner.gql(
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url } }',
      { input: { role } },
    );
    const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${this.world.number()}@example.org`;
    const answer = await this.world.app.gql(
      `mutation ($input: AcceptInviteInput!) { acceptInvite(input: $input) { ${viewerFields} } }`,
      { input: { token: inviteMember.url.split('/').at(-1), email, name, password: worldPassword } },
    );
    return this.world.person(answer, 'acceptInvite', this.id);
  }

  /** A machine that the owner's token let in. */
  async host(hostname = `box-${this.world.number()}`): Promise<TestMachine> {
    const { createHostEnrolment } = await this.owner.gql('mutation { createHostEnrolment { token } }');
    const machine = new TestMachine(this.world.app, hostname);
    return machine.enrol(createHostEnrolment.token);
  }

  /** A service token minted by the owner. */
  async serviceToken(scopes: string[], expiresInDays = 1): Promise<Automation> {
    const { createServiceToken } = await this.owner.gql(
      'mutation ($input: CreateServiceTokenInput!) { createServiceToken(input: $input) { secret serviceToken { id } } }',
      { input: { name: `token ${this.world.number()}`, scopes, expiresInDays } },
    );
    return new Automation(
      this.world.app,
      createServiceToken.serviceToken.id,
      createServiceToken.secret,
      this.id,
    );
  }
}

/** Everything a test needs to speak of, made through the public API only. */
export class World<App extends Reachable = TestApp> {
  private count = 0;

  private constructor(readonly app: App) {}

  /** The first organisation, whose owner used the setup link. */
  home!: TestOrganization;

  /** Nobody in particular. */
  get anonymous(): Actor {
    return new Actor(this.app, {}, null);
  }

  get owner(): Person {
    return this.home.owner;
  }

  static async create<App extends Reachable>(app: App): Promise<World<App>> {
    const world = new World(app);
    const token = new URL(app.setupLink ?? 'http://no-setup-link').searchParams.get('token');
    const answer = await app.gql(
      `mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { ${viewerFields} } }`,
      {
        input: {
          ...{ token, email: 'owner@example.org', name: 'Olga Owner', password: worldPassword },
          organizationName: 'Home',
        },
      },
    );
    const owner = world.person(answer, 'completeSetup');
    world.home = new TestOrganization(world, owner.organizationId!, 'home', owner);
    return world;
  }

  member(role: Role, name?: string): Promise<Person> {
    return this.home.member(role, name);
  }

  serviceToken(scopes: string[], organization: TestOrganization = this.home): Promise<Automation> {
    return organization.serviceToken(scopes);
  }

  /** A machine that was paired with a token. */
  host(organization: TestOrganization = this.home, hostname?: string): Promise<TestMachine> {
    return organization.host(hostname);
  }

  /** Somebody who got hold of a service token. */
  automation(tokenId: string, secret: string, organizationId: string): Automation {
    return new Automation(this.app, tokenId, secret, organizationId);
  }

  /** Another organisation, whose owner belongs to no other. */
  async organization(name: string): Promise<TestOrganization> {
    const { createOrganization } = await this.owner.gql(
      'mutation ($name: String!) { createOrganization(name: $name) { id slug } }',
      { name },
    );
    const founder = new TestOrganization(
      this,
      createOrganization.id,
      createOrganization.slug,
      this.as(this.owner, createOrganization.id),
    );
    const owner = await founder.member('OWNER', `${name} owner`);
    await founder.owner.gql('mutation ($id: ID!) { removeMember(userId: $id) }', { id: this.owner.userId });
    return new TestOrganization(this, founder.id, founder.slug, owner);
  }

  /** The same person, speaking for another organisation. */
  as(person: Person, organizationId: string | null): Person {
    return new Person(this.app, person.account, organizationId);
  }

  /** A fresh session of a person. */
  async login(person: Person): Promise<Person> {
    const { email, password } = person.account;
    const answer = await this.app.gql(
      `mutation ($input: LoginInput!) { login(input: $input) { ${viewerFields} } }`,
      {
        input: { email, password },
      },
    );
    return this.person(answer, 'login', person.organizationId);
  }

  /** Reads who somebody became from the answer to a sign-in. */
  person(answer: Answer<Loose>, field: string, organizationId?: string | null): Person {
    if (answer.errors || !answer.cookie) throw new Error(`${field} failed: ${JSON.stringify(answer.errors)}`);
    const { user, sessionId, organizations } = answer.data[field].viewer;
    const account = {
      userId: user.id,
      email: user.email,
      name: user.name,
      sessionId,
      password: worldPassword,
    };
    return new Person(
      this.app,
      { ...account, cookie: answer.cookie },
      organizationId ?? organizations[0]?.id ?? null,
    );
  }

  /** A number nobody got yet. */
  number(): number {
    return ++this.count;
  }
}

/** Sets up the first owner of a fresh app. */
export function createWorld<App extends Reachable>(app: App): Promise<World<App>> {
  return World.create(app);
}

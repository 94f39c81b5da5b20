import type { BrowserContextOptions } from 'playwright-core';
import { agentOf, connect } from '../../../server/testing/agents-room.js';
import type { Person } from '../../../server/testing/actor.js';
import { eventually } from '../../../server/testing/eventually.js';
import { World } from '../../../server/testing/world.js';
import { AskingGateway, type Request } from './asking-gateway.js';
import { Chromium, type Visitor } from './chromium.js';
import { startProduct, type Product } from './product.js';

/** The product with an owner, a gateway that asks, and a browser to look at it. */
export class Company {
  private constructor(
    readonly app: Product,
    readonly world: World<Product>,
    readonly gateway: AskingGateway,
    readonly connectorId: string,
    readonly browser: Chromium,
  ) {}

  static async start(): Promise<Company> {
    const [app, gateway, browser] = await Promise.all([
      startProduct(),
      AskingGateway.start(),
      Chromium.start(),
    ]);
    const world = await World.create(app);
    const connectorId = await connect(world.owner, 'prod-eu', gateway.url);
    await agentOf(world.owner, connectorId);
    return new Company(app, world, gateway, connectorId, browser);
  }

  /** A window of a person who is signed in already. */
  async window(person: Person, options?: BrowserContextOptions): Promise<Visitor> {
    const visitor = await this.browser.visitor(this.app.url, options);
    const [name = '', ...value] = person.account.cookie.split('=');
    const place = { domain: new URL(this.app.url).hostname, path: '/', secure: true, httpOnly: true };
    await visitor.context.addCookies([{ name, value: value.join('='), ...place }]);
    return visitor;
  }

  /** Has the gateway ask, and waits until it is on record. @returns the approval's id */
  async ask(request: Request): Promise<string> {
    this.gateway.ask(request);
    return eventually(
      async () => {
        const { approvals } = await this.world.owner.gql(
          'query { approvals(filter: {states: [PENDING]}, first: 100) { edges { node { id action } } } }',
        );
        const found = approvals.edges.find(
          ({ node }: { node: { action: string } }) => node.action === request.command,
        );
        return found?.node.id as string | undefined;
      },
      `the request “${request.command.slice(0, 80)}”`,
    );
  }

  /** Waits for what the gateway was answered. */
  answerTo(command: string): Promise<string> {
    return eventually(async () => this.gateway.answerTo(command), `the answer to “${command.slice(0, 80)}”`);
  }

  async stop(): Promise<void> {
    await this.browser.stop();
    await this.app.stop();
    await this.gateway.stop();
  }
}

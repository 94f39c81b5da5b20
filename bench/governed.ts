import { eventually } from '../server/testing/eventually.js';
import type { Reachable } from '../server/testing/test-app.js';
import { World } from '../server/testing/world.js';
import { AskingGateway } from './asking-gateway.js';
import { startProduct, type Product } from './product.js';

/** The product governing gateways that ask whenever they are told to. */
export interface Governed {
  product: Product;
  world: World<Product>;
  gateways: AskingGateway[];
  stop(): Promise<void>;
}

export async function startGoverned(gatewayCount: number): Promise<Governed> {
  const product = await startProduct();
  const world = await World.create(product);
  const gateways: AskingGateway[] = [];
  for (let i = 0; i < gatewayCount; i++) {
    const gateway = await AskingGateway.start(`fake-${i}`);
    gateways.push(gateway);
    await connect(world, gateway.name, gateway.url, 'T');
  }
  return {
    ...{ product, world, gateways },
    stop: async () => {
      await product.stop();
      gateways.forEach((gateway) => gateway.stop());
    },
  };
}

/** Adds a connector and waits until everything was read. */
export async function connect(
  world: World<Reachable>,
  name: string,
  url: string,
  secret: string,
): Promise<void> {
  const { addConnector } = await world.owner.gql(
    'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }',
    { input: { name, url, auth: 'TOKEN', secret } },
  );
  await eventually(
    async () => {
      const { connector } = await world.owner.gql(
        'query ($id: ID!) { connector(id: $id) { state lastSyncAt } }',
        addConnector,
      );
      return connector.state === 'CONNECTED' && connector.lastSyncAt !== null;
    },
    `the gateway ${name} to be connected`,
    60_000,
  );
}

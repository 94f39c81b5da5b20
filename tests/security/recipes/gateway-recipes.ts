import { given, plain, type Recipe, type Variables } from './recipe.js';
import type { Scene } from './scene.js';

const newConnector = async (scene: Scene): Promise<Variables> => ({ id: await scene.connector() });
const newAgent = async (scene: Scene): Promise<Variables> => ({ id: await scene.agent() });

/** Runs a mutation on the thing just made, so that its opposite has something to do. */
const after = (made: (scene: Scene) => Promise<Variables>, verb: string) =>
  given(async (scene) => {
    const variables = await made(scene);
    await scene.owner.gql(`mutation ($id: ID!) { ${verb}(id: $id) { id } }`, variables);
    return variables;
  });

/** Connectors, agents, stop orders and what the server depends on. */
export const gatewayRecipes: Record<string, Recipe> = {
  'Query.connectors': plain,
  'Query.connector': given((scene) => ({ id: scene.landmarks.connector })),
  'Query.discoverGateways': { ...plain, showsNothing: 'looks at the machine, not at the organisation' },
  'Mutation.addConnector': given((scene) => ({ input: scene.connectorInput() })),
  'Mutation.updateConnector': given(async (scene) => ({
    input: { ...(await newConnector(scene)), name: scene.name('moved') },
  })),
  'Mutation.removeConnector': { ...given(newConnector), showsNothing: 'answers true' },
  'Mutation.disableConnector': given(newConnector),
  'Mutation.enableConnector': after(newConnector, 'disableConnector'),
  'Mutation.setConnectorContentPolicy': given(async (scene) => ({
    ...(await newConnector(scene)),
    contentPolicy: 'FULL',
  })),
  'Mutation.reconnectConnector': given(newConnector),
  'Mutation.testConnector': {
    ...given((scene) => ({
      id: scene.landmarks.connector,
      input: { ...scene.connectorInput(), url: scene.gateway.url },
    })),
    happened: ({ ok }) => ok,
    showsNothing: 'tells how a gateway answered',
  },
  'Query.agents': given((scene) => ({ filter: { connectorId: scene.landmarks.connector } })),
  'Query.agent': given((scene) => ({ id: scene.landmarks.agent })),
  'Mutation.disableAgent': given(newAgent),
  'Mutation.enableAgent': after(newAgent, 'disableAgent'),
  'Query.killSwitches': plain,
  'Mutation.engageKillSwitch': given(async (scene) => ({
    input: { scope: 'CONNECTOR', targetId: await scene.connector(), reason: scene.name('reason') },
  })),
  'Mutation.liftKillSwitch': given(async (scene) => ({ id: await scene.killSwitch() })),
  'Query.dependencies': { ...plain, showsNothing: 'tells about the installation' },
  'Query.overview': { ...plain, showsNothing: 'counts' },
};

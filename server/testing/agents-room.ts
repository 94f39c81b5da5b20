import type { Actor } from './actor.js';
import { eventually } from './eventually.js';
import type { Loose } from './graphql-caller.js';

/** What the room's tests read of an agent. */
export const agentFields = `id externalId name emoji model isDefault health healthReason runtimeState execMode
  runningSessionCount sessionCount removedAt tools { name group } connector { id name } killSwitch { id scope state }`;

export const killFields = `id scope targetId targetName state reason engagedAt confirmedAt expiresAt liftedAt
  engagedBy { id } liftedBy { id } reports { connectorId connectorName state steps at }`;

const add = 'mutation ($input: ConnectorInput!) { addConnector(input: $input) { id } }';

/** Connects a gateway. @returns the connector's id. */
export async function connect(who: Actor, name: string, url: string, token = 'T'): Promise<string> {
  const input = { name, url, auth: 'TOKEN', secret: token };
  return (await who.gql(add, { input })).addConnector.id;
}

/** Waits for an agent of a connector and a state it is in. */
export function agentOf(
  who: Actor,
  connectorId: string,
  externalId = 'main',
  holds: (agent: Loose) => boolean = () => true,
): Promise<Loose> {
  const query = `query ($filter: AgentFilter) { agents(filter: $filter) { edges { node { ${agentFields} } } } }`;
  return eventually(async () => {
    const { agents } = await who.gql(query, { filter: { connectorId } });
    const found = agents.edges.find(({ node }: Loose) => node.externalId === externalId)?.node;
    return found && holds(found) ? found : null;
  }, `agent ${externalId}`);
}

export async function killSwitch(who: Actor, id: string): Promise<Loose> {
  const { killSwitches } = await who.gql(`{ killSwitches(lifted: true) { ${killFields} } }`);
  return killSwitches.find((order: Loose) => order.id === id);
}

/** Waits until an order stands so. */
export function inState(who: Actor, id: string, state: string): Promise<Loose> {
  return eventually(async () => {
    const order = await killSwitch(who, id);
    if (order?.state === state) return order;
    throw new Error(JSON.stringify(order));
  }, `order to be ${state}`);
}

export async function engage(who: Actor, input: object): Promise<Loose> {
  const document = `mutation ($input: KillInput!) { engageKillSwitch(input: $input) { ${killFields} } }`;
  return (await who.gql(document, { input })).engageKillSwitch;
}

export async function lift(who: Actor, id: string): Promise<Loose> {
  const document = `mutation ($id: ID!) { liftKillSwitch(id: $id) { ${killFields} } }`;
  return (await who.gql(document, { id })).liftKillSwitch;
}

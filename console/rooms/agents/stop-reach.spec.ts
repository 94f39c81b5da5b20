import type { StopReachQuery } from '../../graphql/generated/documents';
import { reachOf, reachWords } from './stop-reach.js';

const agent = (id: string, connector: string, runningSessionCount: number) => ({
  node: { id, runningSessionCount, connector: { id: connector } },
});
const gateway = (id: string, state: 'CONNECTED' | 'UNREACHABLE', readOnly = false) => ({
  node: { id, name: `gateway ${id}`, state, readOnly },
});

function answer(agents: ReturnType<typeof agent>[], more = 0): StopReachQuery {
  return {
    agents: { edges: agents, pageInfo: { hasNextPage: more > 0 }, totalCount: agents.length + more },
    connectors: {
      edges: [gateway('1', 'CONNECTED'), gateway('2', 'UNREACHABLE'), gateway('3', 'CONNECTED', true)],
    },
  };
}

describe('how far a stop goes', () => {
  it('counts all agents and gateways of the organisation', () => {
    const reach = reachOf(
      { scope: 'ORGANIZATION', id: 'o', name: 'Acme' },
      answer([agent('a', '1', 2), agent('b', '2', 1)]),
    );
    expect(reach).toEqual({
      agents: 2,
      running: 3,
      atLeast: false,
      gateways: 3,
      unlinked: ['gateway 2'],
      readOnly: ['gateway 3'],
    });
    expect(reachWords('ORGANIZATION', reach)).toBe(
      '2 agents on 3 gateways; 3 sessions were running at the last sync',
    );
  });

  it('looks only at the gateway of a connector or an agent', () => {
    const one = reachOf({ scope: 'CONNECTOR', id: '2', name: '' }, answer([agent('b', '2', 0)]));
    expect(one).toMatchObject({ agents: 1, gateways: 1, unlinked: ['gateway 2'], readOnly: [] });
    expect(reachWords('CONNECTOR', one)).toBe(
      '1 agent on 1 gateway; no session was running at the last sync',
    );
    const agents = [agent('a', '1', 1), agent('b', '2', 5)];
    const alone = reachOf({ scope: 'AGENT', id: 'a', name: '' }, answer(agents));
    expect(reachWords('AGENT', alone)).toBe('1 session was running at the last sync');
    expect(alone).toMatchObject({
      agents: 1,
      running: 1,
      gateways: 1,
      unlinked: [],
    });
  });

  it('does not claim to know all running sessions when there are more agents than were read', () => {
    const reach = reachOf({ scope: 'ORGANIZATION', id: 'o', name: '' }, answer([agent('a', '1', 1)], 300));
    expect(reachWords('ORGANIZATION', reach)).toBe(
      '301 agents on 3 gateways; at least 1 session was running at the last sync',
    );
    expect(reachWords('ORGANIZATION', { ...reach, running: 0 })).toMatch(/were not all counted$/);
  });
});

import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { accessKey, type Access } from '../../server/platform/graphql/can.js';
import { Sealer } from '../../server/platform/events/sealer.service.js';
import { leaks } from './recipes/attack.js';
import { castOf, type Player } from './recipes/cast.js';
import { codeOf, rawGet } from './recipes/raw-call.js';
import { Stage } from './recipes/stage.js';
import { verdictOn } from './recipes/verdict.js';

/** What a route shows to somebody who is let in; a route of the server that is not here fails the suite. */
const shows: Readonly<Record<string, 'the organisation' | 'nothing of an organisation'>> = {
  'GET /export/audit.jsonl': 'the organisation',
  'GET /export/audit.csv': 'the organisation',
  'GET /schema.graphql': 'nothing of an organisation',
  'GET /metrics': 'nothing of an organisation',
  'GET /health/live': 'nothing of an organisation',
  'GET /health/ready': 'nothing of an organisation',
};

const verbs = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD', 'SEARCH'];

/** A1 for everything that is not GraphQL. */
describe('routes beside GraphQL', () => {
  let stage: Stage;
  let cast: Player[];
  beforeAll(async () => {
    stage = await Stage.set();
    // Machines sign operations; on a route they are nobody.
    cast = (await castOf(stage)).filter(({ as }) => as !== 'host');
    // No worker runs, and readiness says so once anything waits for its seal: nothing of what was made waits.
    for (const id of [stage.world.home.id, stage.a.id, stage.b.id]) await stage.app.app.get(Sealer).seal(id);
  });
  afterAll(() => stage.stop());

  /** Every route of every controller, with what its decorator asks for. */
  function routes(): Map<string, Access | undefined> {
    const scanner = new MetadataScanner();
    const found = new Map<string, Access | undefined>();
    for (const { metatype } of stage.app.app.get(DiscoveryService, { strict: false }).getControllers()) {
      const folder = Reflect.getMetadata('path', metatype!) as string;
      const prototype = metatype!.prototype as Record<string, object>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const path = Reflect.getMetadata('path', prototype[name]!) as string | undefined;
        if (path === undefined) continue;
        const verb = verbs[Reflect.getMetadata('method', prototype[name]!) as number];
        const address = `/${folder}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
        found.set(
          `${verb} ${address}`,
          Reflect.getMetadata(accessKey, prototype[name]!) as Access | undefined,
        );
      }
    }
    return found;
  }

  it('are all known', () => {
    expect([...routes().keys()].sort()).toEqual(Object.keys(shows).sort());
  });

  it('open to exactly whom the table says, and show nobody another organisation', async () => {
    const faults: string[] = [];
    let cells = 0;
    for (const [route, access] of routes()) {
      for (const player of cast) {
        cells++;
        const verdict = access?.kind === 'public' ? 'admitted' : verdictOn(player, access!);
        const answer = await rawGet(stage.app.url + route.split(' ')[1]!, player.actor);
        const told = answer.status === 200 ? 'admitted' : (codeOf(answer) ?? String(answer.status));
        const seen = leaks(answer, stage.a.canary);
        const maySee = verdict === 'admitted' && player.of === 'A' && shows[route] === 'the organisation';
        if (told !== verdict) faults.push(`${route} as ${player.name}: ${told} instead of ${verdict}`);
        if (seen !== maySee) faults.push(`${route} as ${player.name}: ${seen ? 'leaks' : 'shows nothing'}`);
      }
    }
    console.log(
      `A1 routes: ${routes().size} routes × ${cast.length} actors = ${cells} cells, ${faults.length} with faults`,
    );
    expect(faults).toEqual([]);
  });
});

import { addRuntimes, entry, facts, usage } from '../../../server/testing/session-batches.js';
import { TestMachine } from '../../../server/testing/test-machine.js';
import type { Actor } from '../../../server/testing/actor.js';
import { given, type Recipe, type Variables } from './recipe.js';
import type { Scene } from './scene.js';

const places = (scene: Scene): Variables => ({
  filter: {
    instanceIds: [scene.landmarks.instance],
    hostIds: [scene.landmarks.host],
    connectorIds: [scene.landmarks.connector],
  },
});

/** Something new of a session nobody heard of. */
function batch(scene: Scene, instanceId: string): Variables {
  const run = scene.name('run');
  return {
    batch: {
      instanceId,
      sessions: [facts(run)],
      entries: [entry(run, 0)],
      usages: [usage(run, `${run} call`)],
    },
  };
}

/** A batch of the caller's own runtime when it is a machine of the scene, of the scene's machine otherwise. */
async function syncing(scene: Scene, by: Actor) {
  if (by === scene.machine || !(by instanceof TestMachine) || !(await isOf(scene, by)))
    return { variables: batch(scene, scene.landmarks.instance), by: scene.machine };
  const [runtime] = await addRuntimes(by, scene.owner, [{ key: 'own', contentPolicy: 'METADATA' }]);
  return { variables: batch(scene, runtime!.instanceId), by };
}

async function isOf(scene: Scene, machine: TestMachine): Promise<boolean> {
  const sql = 'select 1 from runtime_hosts where org_id = $1 and id = $2 and revoked_at is null';
  return (await scene.rows(sql, [machine.hostId])).length > 0;
}

/** Sessions of runtimes, and what they cost. */
export const sessionRecipes: Record<string, Recipe> = {
  'Query.sessions': given(places),
  'Query.session': given((scene) => ({ id: scene.landmarks.runtimeSession })),
  'Query.sessionTotals': { ...given(places), showsNothing: 'counts' },
  'Query.costBreakdown': given((scene) => ({ ...places(scene), dimension: 'INSTANCE' })),
  'Query.costRecompute': { ...given(() => ({})), showsNothing: 'counts' },
  'Mutation.recomputeSessionCosts': { ...given(() => ({})), showsNothing: 'counts' },
  'Mutation.syncSessions': { fresh: syncing, showsNothing: 'counts' },
  'Mutation.eraseSession': given(async (scene) => ({ id: await scene.runtimeSession() })),
  'Subscription.sessionChanged': given((scene) => ({ id: scene.landmarks.runtimeSession, after: 0 })),
};

import { TestMachine } from '../../../server/testing/test-machine.js';
import { given, plain, type Recipe, type Variables } from './recipe.js';
import type { Scene } from './scene.js';

const waits = 'a machine that waits belongs to no organisation';

/** A machine that waits with a code, named like no organisation. */
async function waiting(scene: Scene) {
  await scene.forgetAttempts();
  return new TestMachine(scene.app, 'waiting-box').start();
}

async function code(scene: Scene): Promise<Variables> {
  const { userCode, authenticationString } = await waiting(scene);
  return { userCode, authenticationString };
}

const onlyCode = async (scene: Scene) => ({ userCode: (await code(scene)).userCode });
const newInstance = async (scene: Scene) => ({ id: await scene.instance() });

async function paused(scene: Scene): Promise<Variables> {
  const variables = await newInstance(scene);
  await scene.owner.gql('mutation ($id: ID!) { pauseInstance(id: $id) { id } }', variables);
  return variables;
}

/** What only a paired machine may do: done by the caller when it is one, by the scene's own otherwise. */
const byMachine = (variables: (scene: Scene) => Variables): Recipe => ({
  fresh: (scene, by) => ({
    variables: variables(scene),
    by: by instanceof TestMachine ? by : scene.machine,
  }),
});

const unknownToken = `cb_enrol_${'a'.repeat(10)}_${'a'.repeat(43)}_${'a'.repeat(6)}`;
const aMachine = (scene: Scene) => new TestMachine(scene.app, 'new-box');

async function enrolment(scene: Scene) {
  const machine = aMachine(scene);
  const { createHostEnrolment } = await scene.owner.gql('mutation { createHostEnrolment { token } }');
  const variables = { token: createHostEnrolment.token, identity: machine.identity };
  return { variables, by: machine.stranger };
}

/** Machines, how they get in, and what runs on them. */
export const hostRecipes: Record<string, Recipe> = {
  'Query.runtimeHosts': plain,
  'Query.runtimeHost': given((scene) => ({ id: scene.landmarks.host })),
  'Query.hostPairingRequest': { ...given(onlyCode), showsNothing: waits },
  'Query.pollHostPairing': {
    fresh: async (scene) => {
      const { deviceCode, userCode, authenticationString } = await waiting(scene);
      await scene.owner.gql(
        'mutation ($code: String!, $string: String!) { approveHostPairing(userCode: $code, authenticationString: $string) { id } }',
        { code: userCode, string: authenticationString },
      );
      return { variables: { deviceCode } };
    },
    withoutSecret: () => ({ deviceCode: 'a'.repeat(43) }),
  },
  'Query.hostAccessToken': { ...byMachine(() => ({})), showsNothing: 'a token' },
  'Mutation.createHostEnrolment': {
    ...plain,
    fresh: async (scene) => {
      // So many may wait at a time, and these suites make more.
      await scene.rows('delete from host_enrolments where org_id = $1');
      return { variables: {} };
    },
  },
  'Mutation.approveHostPairing': given(code),
  'Mutation.denyHostPairing': given(onlyCode),
  'Mutation.renameRuntimeHost': given((scene) => ({ id: scene.landmarks.host, name: scene.name('box') })),
  'Mutation.revokeRuntimeHost': given(async (scene) => ({
    id: (await scene.organization.host(scene.name('box'))).hostId,
  })),
  'Mutation.addRuntimeInstances': given(async (scene) => ({
    input: [{ instanceId: await scene.discovery(), contentPolicy: 'METADATA' }],
  })),
  'Mutation.removeRuntimeInstance': given(newInstance),
  'Mutation.setInstancePolicy': given(async (scene) => ({
    ...(await newInstance(scene)),
    contentPolicy: 'FULL',
  })),
  'Mutation.pauseInstance': given(newInstance),
  'Mutation.resumeInstance': given(paused),
  'Mutation.enrolHost': {
    fresh: enrolment,
    withoutSecret: (scene) => ({ token: unknownToken, identity: aMachine(scene).identity }),
    refused: (scene) => ({
      variables: { token: unknownToken, identity: aMachine(scene).identity },
      by: scene.owner,
    }),
  },
  'Mutation.startHostPairing': {
    fresh: async (scene) => {
      await scene.forgetAttempts();
      const machine = aMachine(scene);
      return { variables: { identity: machine.identity }, by: machine.stranger };
    },
    withoutSecret: (scene) => ({ identity: aMachine(scene).identity }),
    refused: (scene) => ({ variables: { identity: aMachine(scene).identity }, by: scene.owner }),
    leavesNoRow: waits,
  },
  'Mutation.reportHost': byMachine((scene) => ({
    input: scene.machine.reportInput(scene.found(scene.name('found'))),
  })),
  'Subscription.hostDirectivesChanged': { ...byMachine(() => ({})), tellsAtOnce: true },
};

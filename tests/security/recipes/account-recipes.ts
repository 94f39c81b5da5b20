import { Actor, Person } from '../../../server/testing/actor.js';
import { createTestApp } from '../../../server/testing/test-app.js';
import { worldPassword } from '../../../server/testing/world.js';
import { ApiClient } from './api-client.js';
import { plain, type Ready, type Recipe, type Variables } from './recipe.js';
import type { Scene } from './scene.js';

const anotherPassword = 'another correct battery';
const unknown = (kind: string) => `cb_${kind}_${'a'.repeat(43)}`;

/** A caller that may be used up. Tokens of automation are not: nothing here ends them. */
async function expendable(scene: Scene, by: Actor): Promise<Actor> {
  if (by instanceof ApiClient) return ApiClient.of(scene, await scene.session(by.person));
  return by instanceof Person ? scene.session(by) : by;
}

const personOf = (by: Actor) => (by instanceof ApiClient ? by.person : by instanceof Person ? by : null);

const newcomer = (scene: Scene) => {
  const number = scene.world.number();
  return { email: `newcomer.${number}@example.org`, name: `Newcomer ${number}`, password: worldPassword };
};

const signUpInput = (scene: Scene) => ({ ...newcomer(scene), organizationName: scene.name('new') });

const setupInput = (token: string) => ({
  ...{ token, email: 'first@example.org', name: 'First', password: worldPassword },
  organizationName: 'First',
});

/** Nobody, at the same installation. */
const nobody = (scene: Scene) => new Actor(scene.app, {}, null);

/** The caller is somebody known, so that the refusal has a log to stand in. */
const byOwner = (scene: Scene, variables: Variables): Ready => ({ variables, by: scene.owner });

/** An installation that still waits for its first owner. */
async function unclaimed(): Promise<Ready> {
  const app = await createTestApp({ role: 'api' });
  const token = new URL(app.setupLink!).searchParams.get('token')!;
  return { variables: { input: setupInput(token) }, by: new Actor(app, {}, null), app };
}

/** Accounts, sessions and the ways in. */
export const accountRecipes: Record<string, Recipe> = {
  'Query.viewer': { ...plain },
  'Query.loginSessions': { ...plain, showsNothing: 'sessions have no name of ours' },
  'Query.instance': { ...plain, showsNothing: 'tells about the installation' },
  'Query.invitePreview': {
    fresh: async (scene) => ({ variables: { token: (await scene.invite()).token } }),
    withoutSecret: () => ({ token: unknown('invite') }),
  },
  'Mutation.login': {
    fresh: async (scene) => {
      await scene.forgetAttempts();
      const { email, password } = scene.owner.account;
      return { variables: { input: { email, password } }, by: nobody(scene) };
    },
    withoutSecret: (scene) => ({
      input: { email: scene.owner.account.email, password: 'not it, not at all' },
    }),
    refused: async (scene) => {
      await scene.forgetAttempts();
      const { email } = scene.owner.account;
      return { variables: { input: { email, password: 'not it, not at all' } }, by: nobody(scene) };
    },
  },
  'Mutation.logout': {
    fresh: async (scene, by) => ({ variables: {}, by: await expendable(scene, by) }),
    // Whoever is not signed in is signed out already: it refuses nobody.
    refused: null,
  },
  'Mutation.createAccessToken': plain,
  'Mutation.revokeSession': {
    fresh: async (scene, by) => {
      const person = personOf(by);
      const id = person ? (await scene.session(person)).account.sessionId : scene.landmarks.session;
      return { variables: { id } };
    },
  },
  'Mutation.revokeOtherSessions': {
    fresh: async (scene, by) => {
      // The sessions of earlier recipes go first, so that there is one to end.
      await by.call('mutation { revokeOtherSessions }');
      const person = personOf(by);
      if (person) await scene.session(person);
      return { variables: {} };
    },
  },
  'Mutation.changePassword': {
    fresh: async (scene, by) => {
      await scene.forgetAttempts();
      const keeps = by !== scene.owner;
      const newPassword = keeps ? worldPassword : anotherPassword;
      const variables = { currentPassword: worldPassword, newPassword };
      return { variables, by: keeps ? by : await scene.member() };
    },
  },
  'Mutation.updateProfile': {
    fresh: (scene, by) => {
      const name = by instanceof Person ? by.account.name : 'Somebody';
      return { variables: { name: `${name} ${scene.world.number()}` } };
    },
  },
  'Mutation.completeSetup': {
    fresh: unclaimed,
    withoutSecret: () => ({ input: setupInput(unknown('setup')) }),
    refused: (scene) => byOwner(scene, { input: setupInput(unknown('setup')) }),
  },
  'Mutation.signUp': {
    at: (scene) => scene.cloud(),
    fresh: (scene) => ({ variables: { input: signUpInput(scene) }, by: nobody(scene) }),
    withoutSecret: (scene) => ({ input: { ...signUpInput(scene), email: scene.owner.account.email } }),
    refused: (scene) => byOwner(scene, { input: { ...signUpInput(scene), email: 'no address' } }),
  },
  'Mutation.verifyEmail': {
    fresh: async (scene) => {
      await scene.forgetAttempts();
      const token = await scene.verifyToken(await scene.member());
      return { variables: { token }, by: nobody(scene) };
    },
    withoutSecret: () => ({ token: unknown('verify') }),
    refused: async (scene) => {
      await scene.forgetAttempts();
      return byOwner(scene, { token: unknown('verify') });
    },
  },
  'Mutation.acceptInvite': {
    peopleOnly: true,
    fresh: async (scene) => {
      const { token } = await scene.invite();
      return { variables: { input: { token, ...newcomer(scene) } }, by: nobody(scene) };
    },
    withoutSecret: (scene) => ({ input: { token: unknown('invite'), ...newcomer(scene) } }),
    refused: (scene) => byOwner(scene, { input: { token: unknown('invite') } }),
  },
};

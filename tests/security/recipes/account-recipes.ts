import { Actor, Person } from '../../../server/testing/actor.js';
import { createTestApp, type TestApp } from '../../../server/testing/test-app.js';
import { worldPassword } from '../../../server/testing/world.js';
import { plain, type Ready, type Recipe, type Variables } from './recipe.js';
import type { Scene } from './scene.js';

const anotherPassword = 'another correct battery';
const unknown = (kind: string) => `cb_${kind}_${'a'.repeat(43)}`;

/** A caller that may be used up. Whoever is no person with a password speaks as they are. */
const expendable = (scene: Scene, by: Actor): Actor | Promise<Actor> =>
  by instanceof Person ? scene.session(by) : by;

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
const nobody = (scene: Scene, app: TestApp = scene.app) => new Actor(app, {}, null);

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
      const own =
        by instanceof Person ? (await scene.session(by)).account.sessionId : scene.landmarks.session;
      return { variables: { id: own } };
    },
  },
  'Mutation.revokeOtherSessions': {
    fresh: async (scene, by) => {
      if (by instanceof Person) await scene.session(by);
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
    fresh: async (scene) => ({
      variables: { input: signUpInput(scene) },
      by: nobody(scene, await scene.cloud()),
    }),
    withoutSecret: (scene) => ({ input: { ...signUpInput(scene), email: scene.owner.account.email } }),
    refused: (scene) => byOwner(scene, { input: signUpInput(scene) }),
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
    fresh: async (scene) => {
      const { token } = await scene.invite();
      return { variables: { input: { token, ...newcomer(scene) } }, by: nobody(scene) };
    },
    withoutSecret: (scene) => ({ input: { token: unknown('invite'), ...newcomer(scene) } }),
    refused: (scene) => byOwner(scene, { input: { token: unknown('invite') } }),
  },
};

import type { Permission } from '../../../server/platform/auth/permissions.js';
import type { Actor } from '../../../server/testing/actor.js';
import type { Loose } from '../../../server/testing/graphql-caller.js';
import type { TestApp } from '../../../server/testing/test-app.js';
import type { Scene } from './scene.js';

export type Variables = Record<string, unknown>;

/** An operation that will succeed once. */
export interface Ready {
  variables: Variables;
  /** Who sends it, where it uses up its caller or is for somebody else. */
  by?: Actor;
  /** An installation of its own, where it works only there; the caller of the recipe stops it. */
  app?: TestApp;
}

/** How to use one root field. Everything a suite knows about a field beyond the schema and its `@Can`. */
export interface Recipe {
  /** Variables that are valid in the scene. Of a mutation: prepares what it consumes, so that `by` succeeds. */
  fresh(scene: Scene, by: Actor): Ready | Promise<Ready>;
  /** Of a public field whose variables carry the authority (a password, a link): the same without it. */
  withoutSecret?(scene: Scene): Variables;
  /** Where it works, if not at the installation everything else runs on: another replica of it. */
  at?(scene: Scene): Promise<TestApp>;
  /** Public, but nothing automation may do. */
  peopleOnly?: boolean;
  /** What the service asks for besides the resolver's `@Can`. */
  alsoNeeds?: Permission;
  /** Whether it did what was asked, for operations that refuse inside their data. */
  happened?(data: Loose): boolean;
  /** Why the answer shows nothing of the organisation, not even to its owner. */
  showsNothing?: string;
  /** Of a mutation: why no organisation's log tells of it when it succeeds. */
  leavesNoRow?: string;
  /** Of a subscription: it says how things are when it begins, instead of following the log. */
  tellsAtOnce?: boolean;
  /** Its own way of being refused, where access rules refuse nobody; null: it never refuses, with the reason in a comment. */
  refused?: ((scene: Scene) => Ready | Promise<Ready>) | null;
}

/** A field without variables. */
export const plain: Recipe = { fresh: () => ({ variables: {} }) };

/** A field with these variables. */
export function given(variables: (scene: Scene) => Variables | Promise<Variables>): Recipe {
  return { fresh: async (scene) => ({ variables: await variables(scene) }) };
}

/** Where to send it. */
export async function urlOf(recipe: Recipe, scene: Scene, ready: Ready): Promise<string> {
  return (ready.app ?? (await recipe.at?.(scene)) ?? scene.app).url;
}

import type { Ctx } from './ctx.js';

/** What an answer shared by several viewers may depend on. */
type Shown = 'actor' | 'organizationId' | 'role' | 'permissions';

/** The rest belongs to one viewer. A member added to `Ctx` has to be placed here or above before this compiles. */
const personal: Record<Exclude<keyof Ctx, Shown>, true> = {
  credentialId: true,
  requestId: true,
  ip: true,
  userAgent: true,
  idempotency: true,
};
const personalOfActor: Record<Exclude<keyof Ctx['actor'], 'kind'>, true> = { id: true, label: true };

/** All viewers for whom an answer is the same. */
export interface Audience {
  /** Equal exactly for equal audiences. */
  readonly key: string;
  readonly ctx: Ctx;
}

/**
 * The audience a viewer belongs to: organisation, role, permissions, and what kind of actor they are. Reading anything
 * else of its `ctx` throws, so a resolver that answers by who asks fails instead of telling one viewer's answer to another.
 */
export function audienceOf({ actor, organizationId, role, permissions }: Ctx): Audience {
  const shown = {
    actor: withhold({ kind: actor.kind }, personalOfActor),
    ...{ organizationId, role, permissions },
  };
  return {
    key: JSON.stringify([organizationId, role, actor.kind, [...permissions].sort()]),
    ctx: withhold(shown, personal),
  };
}

function withhold<T extends object, K extends string>(
  shown: T,
  names: Record<K, true>,
): Readonly<T & Record<K, never>> {
  for (const name of Object.keys(names)) {
    Object.defineProperty(shown, name, {
      get: () => {
        throw new Error(`An answer shared by an audience must not depend on the viewer's ${name}.`);
      },
    });
  }
  return Object.freeze(shown) as T & Record<K, never>;
}

import type { Access } from '../../../server/platform/graphql/can.js';
import type { Player } from './cast.js';

/** Whether the door opens, or with which words it stays shut. */
export type Verdict = 'admitted' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'ORGANIZATION_REQUIRED';

/** What a decorator and the permission table together say about somebody: the one place where a suite computes it. */
export function verdictOn(player: Player, access: Access): Verdict {
  if (player.as === 'refused') return 'UNAUTHENTICATED';
  if (access.kind === 'public') return 'admitted';
  if (player.as === 'anonymous') return 'UNAUTHENTICATED';
  if (access.kind === 'signed-in') return player.as === 'person' ? 'admitted' : 'FORBIDDEN';
  if (player.of === null) return 'ORGANIZATION_REQUIRED';
  return player.permissions.has(access.permission) ? 'admitted' : 'FORBIDDEN';
}

import type { Role } from '../../../server/platform/auth/ctx.js';
import { given, plain, type Recipe } from './recipe.js';
import type { Scene } from './scene.js';

const newMember = given(async (scene) => ({ userId: (await scene.member()).userId }));

async function suspended(scene: Scene): Promise<{ userId: string }> {
  const { userId } = await scene.member();
  await scene.owner.gql('mutation ($id: ID!) { suspendMember(userId: $id) { id } }', { id: userId });
  return { userId };
}

/** Organisations, their members, invites and service tokens. */
export const organizationRecipes: Record<string, Recipe> = {
  'Query.organization': plain,
  'Query.members': plain,
  'Query.invites': plain,
  'Query.serviceTokens': plain,
  'Query.grantableScopes': { ...plain, showsNothing: 'names of scopes only' },
  'Mutation.createOrganization': given((scene) => ({ name: scene.name('founded') })),
  'Mutation.renameOrganization': given((scene) => ({ name: scene.name('renamed') })),
  'Mutation.changeMemberRole': given(async (scene) => ({
    userId: (await scene.member()).userId,
    role: 'AUDITOR' satisfies Role,
  })),
  'Mutation.suspendMember': newMember,
  'Mutation.resumeMember': given(suspended),
  'Mutation.removeMember': { ...newMember, alsoNeeds: 'members:manage', showsNothing: 'answers true' },
  'Mutation.inviteMember': given((scene) => ({
    input: { role: 'VIEWER', email: `${scene.canary}.${scene.world.number()}@example.org` },
  })),
  'Mutation.revokeInvite': given(async (scene) => ({ id: (await scene.invite()).id })),
  'Mutation.createServiceToken': given((scene) => ({
    input: { name: scene.name('token'), scopes: ['agents:read'] },
  })),
  'Mutation.revokeServiceToken': given(async (scene) => ({
    id: (await scene.organization.serviceToken(['agents:read'])).tokenId,
  })),
};

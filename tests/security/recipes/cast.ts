import { hostPermissions, permissionsOf, tokenScopes } from '../../../server/platform/auth/permissions.js';
import type { Role } from '../../../server/platform/auth/ctx.js';
import { Actor, type Person } from '../../../server/testing/actor.js';
import { ApiClient } from './api-client.js';
import type { Scene } from './scene.js';
import type { Stage } from './stage.js';

const roles: Role[] = ['OWNER', 'ADMIN', 'OPERATOR', 'APPROVER', 'AUDITOR', 'VIEWER'];
const nothing: ReadonlySet<string> = new Set();

/** Somebody who tries, and what the server should take them for. */
export interface Player {
  name: string;
  actor: Actor;
  /** `refused`: presents something that is no credential any more, which is an error of its own. */
  as: 'anonymous' | 'person' | 'token' | 'host' | 'refused';
  /** The organisation their request is for; null when it is for none they may speak for. */
  of: 'A' | 'B' | null;
  /** What they may do in that organisation, by the permission table. */
  permissions: ReadonlySet<string>;
}

/** Everybody who attacks organisation A. */
export async function castOf(stage: Stage): Promise<Player[]> {
  return [
    { name: 'anonymous', actor: stage.world.anonymous, as: 'anonymous', of: null, permissions: nothing },
    ...(await members(stage.a)),
    ...(await tokens(stage.a)),
    ...(await hosts(stage)),
    ...(await outsiders(stage)),
    ...(await hasBeens(stage)),
  ];
}

async function members(scene: Scene): Promise<Player[]> {
  const players: Player[] = [];
  for (const role of roles) {
    const actor = await scene.member(role);
    players.push({ name: `member ${role}`, actor, as: 'person', of: 'A', permissions: permissionsOf(role) });
  }
  const actor = await ApiClient.of(scene, await scene.member('ADMIN'));
  const permissions = permissionsOf('ADMIN');
  return [...players, { name: 'access token of ADMIN', actor, as: 'person', of: 'A', permissions }];
}

async function tokens(scene: Scene): Promise<Player[]> {
  const players: Player[] = [];
  for (const scope of tokenScopes) {
    const actor = await scene.organization.serviceToken([scope]);
    players.push({ name: `token ${scope}`, actor, as: 'token', of: 'A', permissions: new Set([scope]) });
  }
  return players;
}

/** Paired machines, named like no organisation: what they see of themselves is no leak. */
async function hosts({ a, b }: Stage): Promise<Player[]> {
  const [own, foreign, gone] = [
    await a.organization.host('box of one'),
    await b.organization.host('box of another'),
    await a.organization.host('box that was'),
  ];
  await a.owner.gql('mutation ($id: ID!) { revokeRuntimeHost(id: $id) { id } }', { id: gone.hostId });
  const astray = new Actor(a.app, foreign.credentials, a.id);
  return [
    { name: 'host of A', actor: own, as: 'host', of: 'A', permissions: hostPermissions },
    { name: 'host of B', actor: foreign, as: 'host', of: 'B', permissions: hostPermissions },
    { ...named('host of B naming A', astray), as: 'host' },
    { ...named('revoked host', gone), as: 'refused' },
  ];
}

/** People and tokens with every right, elsewhere. */
async function outsiders({ world, a, b }: Stage): Promise<Player[]> {
  const owner = await b.member('OWNER');
  const token = await b.organization.serviceToken(tokenScopes);
  const both = await memberOfBoth(a, b);
  const of = 'B' as const;
  return [
    { name: 'owner of B', actor: owner, as: 'person', of, permissions: permissionsOf('OWNER') },
    {
      name: 'owner of B naming A',
      actor: world.as(owner, a.id),
      as: 'person',
      of: null,
      permissions: nothing,
    },
    { name: 'token of B', actor: token, as: 'token', of, permissions: new Set(tokenScopes) },
    { ...named('token of B naming A', bearing(a, token.secret)), as: 'token' },
    { name: 'member of both naming B', actor: both, as: 'person', of, permissions: permissionsOf('ADMIN') },
  ];
}

/** People and tokens of A whose time is over. */
async function hasBeens({ world, a, tables }: Stage): Promise<Player[]> {
  const [gone, late, out, removed] = [
    await a.member('OWNER'),
    await a.member('OWNER'),
    await quiet(a),
    await quiet(a),
  ];
  await gone.gql('mutation { logout }');
  await tables.db.query(`update login_sessions set expires_at = now() where id = $1`, [
    late.account.sessionId,
  ]);
  await a.owner.gql('mutation ($id: ID!) { suspendMember(userId: $id) { id } }', { id: out.userId });
  await a.owner.gql('mutation ($id: ID!) { removeMember(userId: $id) }', { id: removed.userId });
  const revoked = await a.organization.serviceToken(tokenScopes);
  await a.owner.gql('mutation ($id: ID!) { revokeServiceToken(id: $id) { id } }', { id: revoked.tokenId });
  const expired = await a.organization.serviceToken(tokenScopes);
  await tables.db.query(`update service_tokens set expires_at = now() where id = $1`, [expired.tokenId]);
  const ended = await ApiClient.of(a, await a.member('OWNER'));
  await ended.person.gql('mutation { logout }');
  return [
    { ...named('revoked session', gone), as: 'anonymous' },
    { ...named('expired session', late), as: 'anonymous' },
    { ...named('suspended member', out), as: 'person' },
    { ...named('removed member', world.as(removed, a.id)), as: 'person' },
    { ...named('revoked token', revoked), as: 'refused' },
    { ...named('expired token', expired), as: 'refused' },
    { ...named('access token of an ended session', bearing(a, ended.credentials.bearer!)), as: 'refused' },
    { ...named('bearer of nonsense', bearing(a, 'nonsense')), as: 'refused' },
  ];
}

const named = (name: string, actor: Actor) => ({ name, actor, of: null, permissions: nothing });

const bearing = (scene: Scene, bearer: string) => new Actor(scene.app, { bearer }, scene.id);

/** A member whose own name, which they may see, is no canary. */
const quiet = (scene: Scene) => scene.organization.member('OWNER', `Has been ${scene.world.number()}`);

/** Owns A and administers B, and asks for B. */
async function memberOfBoth(a: Scene, b: Scene): Promise<Person> {
  const person = await a.organization.member('OWNER', 'Both Sides');
  const { inviteMember } = await b.owner.gql(
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { url } }',
    { input: { role: 'ADMIN' } },
  );
  const token = inviteMember.url.split('/').at(-1);
  await person.gql(
    'mutation ($input: AcceptInviteInput!) { acceptInvite(input: $input) { viewer { sessionId } } }',
    {
      input: { token },
    },
  );
  return a.world.as(person, b.id);
}

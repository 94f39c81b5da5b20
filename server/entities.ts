import { InviteEntity } from './organizations/invite.entity.js';
import { LoginSessionEntity } from './organizations/login-session.entity.js';
import { MembershipEntity } from './organizations/membership.entity.js';
import { OneTimeLinkEntity } from './organizations/one-time-link.entity.js';
import { OrganizationEntity } from './organizations/organization.entity.js';
import { ServiceTokenEntity } from './organizations/service-token.entity.js';
import { UserEntity } from './organizations/user.entity.js';

/** Every table's columns, room by room; compared with the migrations by `npm run check`. */
export const entities: (new () => object)[] = [
  ...[OrganizationEntity, UserEntity, LoginSessionEntity, OneTimeLinkEntity],
  ...[MembershipEntity, InviteEntity, ServiceTokenEntity],
];

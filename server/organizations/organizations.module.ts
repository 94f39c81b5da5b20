import { Module } from '@nestjs/common';
import { AccountsReactions } from './accounts.reactions.js';
import { AccountsResolver } from './accounts.resolver.js';
import { AccountsService } from './accounts.service.js';
import { InstanceResolver } from './instance.resolver.js';
import { InvitesResolver } from './invites.resolver.js';
import { InvitesService } from './invites.service.js';
import { JoiningService } from './joining.service.js';
import { MembersResolver } from './members.resolver.js';
import { MembersService } from './members.service.js';
import { OrganizationsResolver } from './organizations.resolver.js';
import { OrganizationsService } from './organizations.service.js';
import { Passwords } from './passwords.service.js';
import { PersonLog } from './person-log.service.js';
import { ServiceTokensResolver } from './service-tokens.resolver.js';
import { ServiceTokensService } from './service-tokens.service.js';
import { SessionsService } from './sessions.service.js';
import { SetupService } from './setup.service.js';
import { SignUpService } from './sign-up.service.js';
import { UsersService } from './users.service.js';
import { VerificationService } from './verification.service.js';
import { ViewerService } from './viewer.service.js';

@Module({
  providers: [
    ...[InstanceResolver, AccountsResolver, OrganizationsResolver, MembersResolver, InvitesResolver],
    ...[ServiceTokensResolver, AccountsReactions, PersonLog, Passwords, UsersService, SessionsService],
    ...[OrganizationsService, VerificationService, SetupService, SignUpService, AccountsService],
    ...[MembersService, InvitesService, JoiningService, ServiceTokensService, ViewerService],
  ],
  exports: [SetupService, UsersService],
})
export class OrganizationsModule {}

import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '../platform/auth/ctx.js';
import { Can, SignedIn } from '../platform/graphql/can.js';
import { CurrentCtx } from '../platform/graphql/request.js';
import { CheckedInput } from '../platform/input/checked-input.pipe.js';
import { NameArgs } from './account.inputs.js';
import { OrganizationsService } from './organizations.service.js';

@Resolver()
export class OrganizationsResolver {
  constructor(private readonly organizations: OrganizationsService) {}

  @Can('organization:read')
  @Query('organization')
  organization(@CurrentCtx() ctx: Ctx) {
    return this.organizations.current(ctx);
  }

  @SignedIn()
  @Mutation('createOrganization')
  createOrganization(@Args(CheckedInput) { name }: NameArgs, @CurrentCtx() ctx: Ctx) {
    return this.organizations.create(ctx, name);
  }

  @Can('organization:update')
  @Mutation('renameOrganization')
  renameOrganization(@Args(CheckedInput) { name }: NameArgs, @CurrentCtx() ctx: Ctx) {
    return this.organizations.rename(ctx, name);
  }
}

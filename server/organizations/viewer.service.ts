import { Injectable } from '@nestjs/common';
import type { Ctx } from '../platform/auth/ctx.js';
import type { GraphqlContext } from '../platform/graphql/request.js';
import { OrganizationsService, type OrganizationView } from './organizations.service.js';
import { ServiceTokensService, type ServiceTokenView } from './service-tokens.service.js';
import type { SignedIn } from './sessions.service.js';
import { UsersService, type UserView } from './users.service.js';

const cookieSeconds = 60 * 60 * 24 * 14;

export interface ViewerView {
  user: UserView | null;
  serviceToken: ServiceTokenView | null;
  organizations: OrganizationView[];
  sessionId: string | null;
}

/** Who is asking, and where they belong. */
@Injectable()
export class ViewerService {
  constructor(
    private readonly users: UsersService,
    private readonly organizations: OrganizationsService,
    private readonly serviceTokens: ServiceTokensService,
  ) {}

  /** @returns null for the anonymous. */
  async of(ctx: Ctx): Promise<ViewerView | null> {
    if (ctx.actor.kind === 'PERSON') return this.person(ctx.actor.id!, ctx.credentialId);
    if (ctx.actor.kind !== 'SERVICE_TOKEN') return null;
    const here = ctx.organizationId === null ? [] : [await this.organizations.current(ctx)];
    const serviceToken =
      ctx.organizationId === null ? null : await this.serviceTokens.byId(ctx, ctx.actor.id!);
    return { user: null, serviceToken, organizations: here, sessionId: null };
  }

  /** Answers a sign-in: sets the cookie and shows the person to themselves. */
  async welcome(
    request: GraphqlContext,
    { userId, sessionId, token }: SignedIn,
  ): Promise<{ viewer: ViewerView }> {
    request.reply?.setCookie(token, cookieSeconds);
    return { viewer: await this.person(userId, sessionId) };
  }

  async person(userId: string, sessionId: string | null): Promise<ViewerView> {
    const [user, organizations] = await Promise.all([
      this.users.self(userId),
      this.organizations.ofPerson(userId),
    ]);
    return { user, serviceToken: null, organizations, sessionId };
  }
}

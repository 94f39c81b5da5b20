import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { Kind, type GraphQLResolveInfo, type OperationDefinitionNode, type SelectionNode } from 'graphql';
import type { Ctx } from '../auth/ctx.js';
import { Identity } from '../auth/identity.service.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { AppError } from '../errors/app-error.js';
import { accessKey, type Access } from './can.js';
import { presentedBy } from './http-context.js';
import type { GraphqlContext } from './request.js';

/** Default deny: every root field says who may use it, and this guard holds them to it. */
@Injectable()
export class CanGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(host: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(accessKey, host.getHandler());
    if (host.getType<GqlContextType>() !== 'graphql') {
      if (access?.kind === 'public') return true;
      const request = host.switchToHttp().getRequest<FastifyRequest & { ctx?: Ctx }>();
      request.ctx = await this.identity.resolve(presentedBy(this.config, request));
      admit(access, request.ctx);
      return true;
    }
    const gql = GqlExecutionContext.create(host);
    const context = gql.getContext<GraphqlContext>();
    context.ctx ??= await context.resolveCtx();
    admit(access, context.ctx);
    refuseSharedKey(context.ctx, gql.getInfo<GraphQLResolveInfo>().operation);
    return true;
  }
}

/** A key remembers one answer: a second mutation in the same request would be given the first one's, and never happen. */
function refuseSharedKey(ctx: Ctx, { operation, selectionSet }: OperationDefinitionNode): void {
  if (!ctx.idempotency || operation !== 'mutation') return;
  const isField = (node: SelectionNode) => node.kind === Kind.FIELD;
  const asked = selectionSet.selections.filter((node) => !isTypeName(node));
  if (asked.length > 1 || !asked.every(isField)) {
    throw new AppError(
      'INVALID_INPUT',
      'An idempotency key goes with one mutation. Send each in a request of its own.',
    );
  }
}

const isTypeName = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value === '__typename';

function admit(access: Access | undefined, ctx: Ctx): void {
  if (!access) throw new AppError('FORBIDDEN');
  if (access.kind === 'public') return;
  if (ctx.actor.kind === 'ANONYMOUS') throw new AppError('UNAUTHENTICATED');
  if (access.kind === 'signed-in') {
    if (ctx.actor.kind !== 'PERSON') throw new AppError('FORBIDDEN', 'Only a signed-in person can do that.');
    return;
  }
  if (ctx.organizationId === null) throw new AppError('ORGANIZATION_REQUIRED');
  if (!ctx.permissions.has(access.permission)) {
    throw new AppError('FORBIDDEN', `That needs the permission ${access.permission} here.`);
  }
}

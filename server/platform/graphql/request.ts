import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { Ctx } from '../auth/ctx.js';
import type { PresentedSignature } from '../auth/http-signature.js';
import type { Loaders } from './loaders.js';

/** What a resolver's GraphQL context holds, over HTTP and WebSocket alike. */
export interface GraphqlContext {
  /** Set by the guard on the first root field; `resolveCtx` builds it. */
  ctx?: Ctx;
  resolveCtx: () => Promise<Ctx>;
  loaders: Loaders;
  /** HTTP only, when the request was signed. A paired host's is checked for `ctx`; a pairing machine's by its resolver. */
  signature?: PresentedSignature | null;
  /** HTTP only: cookies and headers of the answer. */
  reply?: { setCookie: (token: string, maxAgeSeconds: number) => void; clearCookie: () => void };
  /** WebSocket only: aborts when the socket closes. */
  signal?: AbortSignal;
}

/** Parameter decorator: the caller's `Ctx`, in resolvers and controllers. Only after the guard, so never on an unguarded path. */
export const CurrentCtx = createParamDecorator((_data: unknown, host: ExecutionContext): Ctx => {
  if (host.getType<GqlContextType>() !== 'graphql') return host.switchToHttp().getRequest<{ ctx: Ctx }>().ctx;
  const context = GqlExecutionContext.create(host).getContext<GraphqlContext>();
  return context.ctx!;
});

/** Parameter decorator: the whole GraphQL context, for cookies and loaders. */
export const Request = createParamDecorator((_data: unknown, host: ExecutionContext): GraphqlContext =>
  GqlExecutionContext.create(host).getContext<GraphqlContext>(),
);

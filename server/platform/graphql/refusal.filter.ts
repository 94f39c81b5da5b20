import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GqlArgumentsHost, type GqlContextType } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { Ctx } from '../auth/ctx.js';
import { asAppError } from '../database/postgres-errors.js';
import { Database } from '../database/database.service.js';
import { AppError } from '../errors/app-error.js';
import { EventLog } from '../events/event-log.service.js';
import { Log } from '../telemetry/log.js';
import { refusedByTransport, refusedByUs } from '../errors/http-refusal.js';
import { toGraphqlError } from './error-format.js';
import type { GraphqlContext } from './request.js';

/** Every refused mutation leaves a row in the log too; a mutation whose refusal cannot be recorded says so. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(
    private readonly database: Database,
    private readonly events: EventLog,
    private readonly log: Log,
  ) {}

  async catch(exception: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType<GqlContextType>() !== 'graphql') return this.answerHttp(exception, host);
    const gql = GqlArgumentsHost.create(host);
    const info = gql.getInfo<GraphQLResolveInfo>();
    const ctx = gql.getContext<GraphqlContext>().ctx;
    const requestId = ctx?.requestId ?? 'unknown';
    const error = asAppError(exception);
    if (!(error instanceof AppError)) {
      this.log.error('unexpected error', { requestId, field: info.fieldName, error });
    }
    if (info.parentType.name === 'Mutation') await this.remember(ctx, info.fieldName, error, requestId);
    throw toGraphqlError(error, requestId);
  }

  private async answerHttp(exception: unknown, host: ArgumentsHost): Promise<void> {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known = asAppError(exception);
    const { error, status } =
      known instanceof HttpException ? refusedByTransport(known.getStatus()) : refusedByUs(known);
    const requestId = String(reply.getHeader('x-request-id') ?? '');
    if (error.code === 'INTERNAL') this.log.error('unexpected error', { requestId, error: exception });
    const { code, message, fields } = error;
    const isOperation = reply.request.url.split('?')[0] === '/graphql';
    await reply
      .status(status)
      .send(
        isOperation
          ? { errors: [{ message, extensions: { code, requestId } }] }
          : { error: { code, message, requestId, fields } },
      );
  }

  private async remember(
    ctx: Ctx | undefined,
    operation: string,
    error: unknown,
    requestId: string,
  ): Promise<void> {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    this.log.warn('mutation refused', { requestId, operation, code, actor: ctx?.actor, ip: ctx?.ip });
    if (!ctx?.organizationId || code === 'AUDIT_UNAVAILABLE' || code === 'UNAVAILABLE') return;
    try {
      await this.database.within(ctx, (tx) =>
        this.events.record(tx, ctx, {
          type: 'request.refused',
          subject: { type: 'mutation', id: operation, label: operation },
          outcome: 'REFUSED',
          code,
          after: { message: error instanceof Error ? error.message.slice(0, 500) : null },
        }),
      );
    } catch (cause) {
      throw toGraphqlError(new AppError('AUDIT_UNAVAILABLE', undefined, { cause }), requestId);
    }
  }
}

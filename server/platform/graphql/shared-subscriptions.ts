import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createSourceEventStream, type ExecutionArgs, type GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Audience } from '../auth/audience.js';
import type { Ctx } from '../auth/ctx.js';
import { deliver } from '../live/deliver.js';
import { Metrics } from '../telemetry/metrics.js';
import { Loaders } from './loaders.js';
import type { GraphqlContext } from './request.js';
import { questionAsked, SharedAnswers } from './shared-answers.js';
import { SubscriptionDocuments } from './subscription-documents.js';

/** Who subscribes, and how they are reached. */
export interface Subscriber {
  ctx: Ctx;
  audience: Audience;
  /** Aborts when they are gone. */
  signal: AbortSignal;
  send: (text: string) => Promise<void>;
}

/** How a subscription is begun, and what becomes of each payload of its source. */
interface Following extends ExecutionArgs {
  tell: (payload: object) => Promise<void>;
}

/**
 * Subscriptions as graphql-ws runs them: the source of each is its subscriber's own, opened under their rights; the
 * answers about what it gives are shared, as text.
 */
@Injectable()
export class SharedSubscriptions {
  constructor(
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly documents: SubscriptionDocuments,
    private readonly answers: SharedAnswers,
    private readonly metrics: Metrics,
  ) {}

  /** What to hand to `follow`, or why nothing can be followed. */
  prepare(by: Subscriber, id: string, payload: SubscribePayload): Following | GraphQLError[] {
    const read = this.documents.read(payload);
    if (Array.isArray(read)) return read;
    const contextValue: GraphqlContext = {
      resolveCtx: () => Promise.resolve(by.ctx),
      loaders: new Loaders(),
      signal: by.signal,
    };
    const asked = questionAsked(read.question, payload.variables, by.audience);
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    return {
      schema: this.schemaHost.schema,
      document: read.document,
      operationName: payload.operationName ?? undefined,
      variableValues: payload.variables ?? undefined,
      contextValue,
      tell: async (about: object) => {
        const answer = await this.answers.about(about, asked);
        if (by.signal.aborted) return;
        this.metrics.liveDeliveries.inc();
        await by.send(`${head}${answer}}`);
      },
    };
  }

  /** The running subscription; a result with errors where there is nothing to follow. */
  async follow(args: ExecutionArgs) {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    return deliver(source as AsyncIterable<object>, (args as Following).tell);
  }
}

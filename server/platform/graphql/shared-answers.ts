import { Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { execute, GraphQLError, type ExecutionResult } from 'graphql';
import type { Audience } from '../auth/audience.js';
import { AppError } from '../errors/app-error.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { formatSocketError } from './error-format.js';
import type { EventQuestion } from './event-question.js';
import { Loaders } from './loaders.js';
import type { GraphqlContext } from './request.js';
import { snakeFields } from './snake-fields.js';

/** What one subscription asks of every event, and for whom. */
export interface Asked {
  /** Equal for subscriptions whose answers are equal. */
  key: string;
  question: EventQuestion;
  variables: Record<string, unknown>;
  audience: Audience;
}

/** @param variables as the subscriber sent them; those the answer does not depend on are left out. */
export function questionAsked(
  question: EventQuestion,
  variables: Record<string, unknown> | null | undefined,
  audience: Audience,
): Asked {
  const given = variables ?? {};
  const named = question.variables.filter((name) => Object.hasOwn(given, name));
  const chosen = Object.fromEntries(named.map((name) => [name, given[name]]));
  const key = JSON.stringify([question.text, chosen, audience.key]);
  return { key, question, variables: chosen, audience };
}

/** Answers kept for who comes a little later, in characters of all of them together. */
const keptLength = 8 * 1024 * 1024;

/** What resolvers loaded about payloads that were read at the same time, by audience. */
type Moment = Map<string, GraphqlContext>;

const moments = new WeakMap<object, Moment>();

/** Says that these payloads were just read: what resolvers load from now on for one of them is fresh for all. */
export function readTogether(payloads: readonly object[]): void {
  const moment: Moment = new Map();
  for (const payload of payloads) moments.set(payload, moment);
}

interface OfPayload {
  moment: Moment;
  answers: Map<string, Promise<string>>;
}

interface Kept {
  answers: Map<string, Promise<string>>;
  key: string;
  length: number;
}

/**
 * Answers each question about an event once for all subscribers of an audience. Who counts as an audience, and that no
 * resolver sees more of a viewer than that, is held by `audienceOf`. Rows a resolver loads are shared within an
 * audience too, for as long as they are as new as the events.
 */
@Injectable()
export class SharedAnswers {
  private readonly byPayload = new WeakMap<object, OfPayload>();
  private readonly kept = new Set<Kept>();
  private length = 0;

  constructor(
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /**
   * The JSON text of the result of asking about an event.
   * @param payload of a subscription's source; the very same object for all subscribers of one event
   */
  about(payload: object, asked: Asked): Promise<string> {
    let shared = this.byPayload.get(payload);
    if (!shared) {
      shared = { moment: moments.get(payload) ?? new Map(), answers: new Map() };
      this.byPayload.set(payload, shared);
    }
    let answer = shared.answers.get(asked.key);
    if (!answer) {
      answer = this.answer(payload, asked, shared);
      shared.answers.set(asked.key, answer);
      answer.catch(() => shared.answers.delete(asked.key));
    }
    return answer;
  }

  private async answer(payload: object, asked: Asked, shared: OfPayload): Promise<string> {
    this.metrics.liveExecutions.inc();
    const { question, variables, audience } = asked;
    const result = await execute({
      schema: this.schemaHost.schema,
      document: question.document,
      rootValue: payload,
      contextValue: contextFor(audience, shared.moment),
      variableValues: variables,
      fieldResolver: snakeFields,
    });
    const text = JSON.stringify(this.shown(result));
    if (result.errors) {
      // What failed may work for who asks next.
      shared.answers.delete(asked.key);
      shared.moment.delete(audience.key);
    } else this.keep({ answers: shared.answers, key: asked.key, length: text.length });
    return text;
  }

  private shown(result: ExecutionResult): object {
    if (!result.errors) return result;
    for (const { path, originalError: error } of result.errors) {
      const expected = !error || error instanceof AppError || error instanceof GraphQLError;
      if (!expected) this.log.error('unexpected error', { path, error });
    }
    return { ...result, errors: result.errors.map(formatSocketError) };
  }

  /** Bounds what stays in memory, however many different questions there are; forgotten answers are made again. */
  private keep(one: Kept): void {
    this.kept.add(one);
    this.length += one.length;
    for (const oldest of this.kept) {
      if (this.length <= keptLength) return;
      this.kept.delete(oldest);
      this.length -= oldest.length;
      oldest.answers.delete(oldest.key);
    }
  }
}

function contextFor({ key, ctx }: Audience, moment: Moment): GraphqlContext {
  let context = moment.get(key);
  if (!context) {
    context = { ctx, resolveCtx: () => Promise.resolve(ctx), loaders: new Loaders() };
    moment.set(key, context);
  }
  return context;
}

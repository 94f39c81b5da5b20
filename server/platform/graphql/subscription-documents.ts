import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getVariableValues,
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { AppError } from '../errors/app-error.js';
import { withoutSuggestions } from './error-format.js';
import { eventQuestion, type EventQuestion } from './event-question.js';
import { boundedOperation, limits, noIntrospection, subscriptionsOnly } from './validation-rules.js';

const remembered = 100;

interface Readable {
  document: DocumentNode;
  question: EventQuestion;
}

/** Reads what a subscriber sent. A text that was found valid is not parsed again while it is among the last hundred. */
@Injectable()
export class SubscriptionDocuments {
  private readonly valid = new Map<string, DocumentNode>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly schemaHost: GraphQLSchemaHost,
  ) {}

  /** @returns the document and what it asks of each event, or what is wrong with it, in words that may be shown. */
  read(payload: SubscribePayload): Readable | GraphQLError[] {
    try {
      return this.check(payload);
    } catch (error) {
      const told =
        error instanceof GraphQLError ? error : new GraphQLError(new AppError('BAD_OPERATION').message);
      return [masked(told)];
    }
  }

  private check(payload: SubscribePayload): Readable | GraphQLError[] {
    const known = this.valid.get(payload.query);
    const document = known ?? parse(payload.query, { maxTokens: limits.tokens, noLocation: true });
    if (!known) {
      const rules = [boundedOperation, subscriptionsOnly, ...specifiedRules];
      if (this.config.environment === 'production') rules.unshift(noIntrospection);
      const errors = validate(this.schemaHost.schema, document, rules, { maxErrors: 5 });
      if (errors.length > 0) return errors.map(masked);
    }
    this.remember(payload.query, document);
    const wrong = this.wrongVariables(document, payload);
    if (wrong.length > 0) return wrong;
    const question = eventQuestion(this.schemaHost.schema, document, payload.operationName);
    return question ? { document, question } : [new GraphQLError('Unable to identify operation')];
  }

  private remember(text: string, document: DocumentNode): void {
    this.valid.delete(text);
    this.valid.set(text, document);
    if (this.valid.size > remembered) this.valid.delete(this.valid.keys().next().value!);
  }

  /** As over HTTP: a value of another type is the caller's mistake, and said before anything runs. */
  private wrongVariables(document: DocumentNode, payload: SubscribePayload): GraphQLError[] {
    const declared = getOperationAST(document, payload.operationName)?.variableDefinitions ?? [];
    const { errors = [] } = getVariableValues(this.schemaHost.schema, declared, payload.variables ?? {}, {
      maxErrors: 5,
    });
    return errors.map(
      (error) =>
        new GraphQLError(withoutSuggestions(error.message), { extensions: { code: 'INVALID_INPUT' } }),
    );
  }
}

function masked(error: GraphQLError): GraphQLError {
  const code = error.extensions.code ?? 'BAD_OPERATION';
  return new GraphQLError(withoutSuggestions(error.message), { extensions: { code } });
}

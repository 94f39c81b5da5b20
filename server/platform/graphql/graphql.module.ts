import { join } from 'node:path';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { Identity } from '../auth/identity.service.js';
import type { Config } from '../config/config.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { formatError } from './error-format.js';
import { httpContext } from './http-context.js';
import { measureOperations } from './measure-operations.js';
import { snakeFields } from './snake-fields.js';
import { scalars } from './scalars.js';
import { boundedOperation, limits } from './validation-rules.js';

/** GraphQL over HTTP: schema-first, bounded, without introspection in production, without stack traces anywhere. */
export function graphqlModule(config: Config): DynamicModule {
  return GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [Identity, Metrics, Log],
    useFactory: (identity: Identity, metrics: Metrics, log: Log): Omit<ApolloDriverConfig, 'driver'> => ({
      typePaths: [join(process.cwd(), 'schema', '*.graphql')],
      path: '/graphql',
      resolvers: { ...scalars, ...abstractTypes },
      introspection: config.environment !== 'production',
      // It would load its scripts from elsewhere; ours is at /explorer/ (see http-app).
      graphiql: false,
      csrfPrevention: { requestHeaders: ['clawbutler-organization', 'x-requested-with'] },
      allowBatchedHttpRequests: false,
      includeStacktraceInErrorResponses: false,
      // formatError takes near names out, in linear time; Apollo's own way is quadratic in what a client sent.
      hideSchemaDetailsFromClientErrors: false,
      parseOptions: { maxTokens: limits.tokens },
      validationRules: [boundedOperation],
      formatError,
      // As it is, not set out for reading: half the bytes.
      stringifyResult: (result) => JSON.stringify(result),
      fieldResolver: snakeFields,
      context: httpContext(config, identity),
      cache: 'bounded',
      persistedQueries: false,
      plugins: [
        ApolloServerPluginCacheControlDisabled(),
        ApolloServerPluginInlineTraceDisabled(),
        ApolloServerPluginSchemaReportingDisabled(),
        ApolloServerPluginUsageReportingDisabled(),
        measureOperations(metrics, log),
      ],
    }),
  });
}

/** Union members carry their own type name. */
const abstractTypes = {
  Node: { __resolveType: (value: { __typename?: string }) => value.__typename },
  DecideApprovalResult: { __resolveType: (value: { __typename?: string }) => value.__typename ?? 'Approval' },
  ApprovalDelivery: {
    __resolveType: (value: { approval?: unknown }) => (value.approval ? 'ApprovalChange' : 'GapNotice'),
  },
  SessionDelivery: {
    __resolveType: (value: { session?: unknown }) => (value.session ? 'SessionChange' : 'GapNotice'),
  },
  ActivityDelivery: {
    __resolveType: (value: { event?: unknown }) => (value.event ? 'ActivityEvent' : 'GapNotice'),
  },
};

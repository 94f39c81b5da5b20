import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { Log } from '../telemetry/log.js';
import type { Metrics } from '../telemetry/metrics.js';

/**
 * Times every operation by its first root field (names from the schema, so a caller cannot invent labels), and logs
 * errors nobody expected: what a field's own resolver throws passes no exception filter.
 */
export function measureOperations(metrics: Metrics, log: Log): ApolloServerPlugin {
  return {
    requestDidStart: () => {
      const end = metrics.operations.startTimer();
      return Promise.resolve({
        didEncounterErrors: ({ errors }) => {
          for (const error of errors) {
            if (error.originalError && error.extensions.code === 'INTERNAL_SERVER_ERROR') {
              log.error('unexpected error', { path: error.path, error: error.originalError });
            }
          }
          return Promise.resolve();
        },
        willSendResponse: ({ operation, response }) => {
          const first = operation?.selectionSet.selections[0];
          const field = first?.kind === Kind.FIELD ? first.name.value : 'invalid';
          const failed = response.body.kind === 'single' && response.body.singleResult.errors !== undefined;
          end({ kind: operation?.operation ?? 'invalid', field, outcome: failed ? 'error' : 'ok' });
          return Promise.resolve();
        },
      });
    },
  };
}

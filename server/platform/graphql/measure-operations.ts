import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { Metrics } from '../telemetry/metrics.js';

/** Times every operation by its first root field: names from the schema, so a caller cannot invent labels. */
export function measureOperations(metrics: Metrics): ApolloServerPlugin {
  return {
    requestDidStart: () => {
      const end = metrics.operations.startTimer();
      return Promise.resolve({
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

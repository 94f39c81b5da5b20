import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError } from '../errors/app-error.js';
import { catalogue, type ErrorCode } from '../errors/catalogue.js';
import { asAppError } from '../database/postgres-errors.js';

/** The GraphQL form of any error: the catalogue's code and public words, never more. */
export function toGraphqlError(error: unknown, requestId: string): GraphQLError {
  const known = asAppError(error);
  if (known instanceof GraphQLError) return known;
  const shown = known instanceof AppError ? known : new AppError('INTERNAL');
  return new GraphQLError(shown.message, {
    extensions: {
      code: shown.code,
      requestId,
      retryable: shown.retryable,
      ...(shown.fields ? { fields: shown.fields } : {}),
      ...(shown.reason ? { reason: shown.reason } : {}),
      ...(shown.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: shown.retryAfterSeconds }),
    },
    originalError: error instanceof Error ? error : undefined,
  });
}

const apolloCodes: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: 'BAD_OPERATION',
  GRAPHQL_VALIDATION_FAILED: 'BAD_OPERATION',
  OPERATION_RESOLUTION_FAILURE: 'BAD_OPERATION',
  BAD_REQUEST: 'BAD_OPERATION',
  BAD_USER_INPUT: 'INVALID_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_OPERATION',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_OPERATION',
};

/** How graphql-js ends a long list of wrong variables; Apollo takes it for a failure of ours. */
const tooManyFaults = /^Too many errors processing variables/;

/**
 * The same for what runs over the WebSocket. What graphql-js refuses before any field runs has neither path nor code:
 * it is what the caller sent, the variables above all.
 */
export function formatSocketError(error: GraphQLError): GraphQLFormattedError {
  const { path, extensions, originalError } = error;
  const ofCaller = !originalError || originalError instanceof GraphQLError;
  if (path !== undefined || extensions.code !== undefined || !ofCaller) return formatError(error.toJSON());
  return formatError({ ...error.toJSON(), extensions: { code: 'INVALID_INPUT' } });
}

/** Last stop before the wire: no stack traces, no schema suggestions, no codes outside the catalogue. */
export function formatError(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const said = tooManyFaults.test(formatted.message)
    ? 'INVALID_INPUT'
    : String(formatted.extensions?.code ?? 'INTERNAL');
  const code = (apolloCodes[said] ?? said) as ErrorCode;
  const entry = code in catalogue ? catalogue[code] : undefined;
  if (!entry) return { message: catalogue.INTERNAL.text, extensions: { code: 'INTERNAL' } };
  return {
    message: withoutSuggestions(
      said === 'INTERNAL_SERVER_ERROR' ? catalogue.INTERNAL.text : formatted.message,
    ),
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: {
      code,
      retryable: entry.retryable,
      ...shownExtensions(formatted.extensions),
    },
  };
}

/** What may be told besides the code. */
function shownExtensions({ requestId, fields, reason, retryAfterSeconds }: Record<string, unknown> = {}) {
  return {
    ...(requestId ? { requestId } : {}),
    ...(fields ? { fields } : {}),
    ...(reason ? { reason } : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

const maxMessage = 500;

/** graphql-js offers near names of fields, which would give the schema away piece by piece. */
export function withoutSuggestions(message: string): string {
  // A message may quote all of a hostile text: it is cut before it is searched.
  return message
    .slice(0, maxMessage * 2)
    .replace(/ ?Did you mean [^?]*(?:\?|$)/g, '')
    .slice(0, maxMessage);
}

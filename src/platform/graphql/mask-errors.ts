import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { PublicError } from './errors';
import { maskDatabaseError } from './mask-database-errors';
import { maskDocumentError } from './mask-document-errors';

/** Said of everything unforeseen; the request id in the extensions finds it in the log. */
export const INTERNAL_SERVER_ERROR = 'INTERNAL_SERVER_ERROR';

const INTERNAL_MESSAGE = 'Something went wrong on our side. Please try again.';

/**
 * The form in which an error may leave the server. Messages written for callers leave as they are; of graphql-js's own
 * only sentences that quote names; of the database's only what it means for the caller. Everything else is unforeseen:
 * a constant message, no detail, and no stack trace in any environment.
 */
export function maskError(error: unknown, schema: GraphQLSchema): GraphQLFormattedError {
  const shown = publicErrorIn(error) ?? maskDatabaseError(error) ?? documentErrorIn(error, schema);
  // `http` is Apollo's own note to itself.
  const { http: _http, ...extensions } = shown?.extensions ?? { code: INTERNAL_SERVER_ERROR };
  const { locations, path } = error instanceof GraphQLError ? error : {};
  return {
    message: shown?.message ?? INTERNAL_MESSAGE,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    extensions,
  };
}

/** Names the request in an unforeseen error, so that whoever reports it can be helped. All others stay as they are. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (error.extensions?.code !== INTERNAL_SERVER_ERROR) return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** Errors that a resolver throws arrive wrapped, with the place in the answer added. */
function publicErrorIn(error: unknown, depth = 0): PublicError | undefined {
  if (error instanceof PublicError) return error;
  if (!(error instanceof GraphQLError) || depth > 5) return undefined;
  return publicErrorIn(error.originalError, depth + 1);
}

function documentErrorIn(error: unknown, schema: GraphQLSchema): PublicError | undefined {
  return error instanceof GraphQLError ? maskDocumentError(error, schema) : undefined;
}

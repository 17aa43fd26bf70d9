import { GraphQLError } from 'graphql';
import { type ErrorCode, VitrineError } from '../errors.ts';

/**
 * A request that can't be read as a GraphQL one, or can't be taken now: answered as a GraphQL error under this HTTP
 * status. Whoever is to try again later gives the connection back meanwhile.
 */
export function requestError(
  status: number,
  code: ErrorCode,
  message: string,
  retryAfterSeconds?: number,
): GraphQLError {
  if (retryAfterSeconds === undefined) {
    return new GraphQLError(message, {
      originalError: new VitrineError(code, message),
      extensions: { http: { status } },
    });
  }
  const headers = { 'Retry-After': String(retryAfterSeconds), Connection: 'close' };
  return new GraphQLError(message, {
    originalError: new VitrineError(code, message, { retryAfterSeconds }),
    extensions: { http: { status, headers } },
  });
}

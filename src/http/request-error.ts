import { GraphQLError } from 'graphql';
import { type ErrorCode, VitrineError } from '../errors.ts';

/** A request that can't be read as a GraphQL one: answered as a GraphQL error under this HTTP status. */
export function requestError(
  status: number,
  code: ErrorCode,
  message: string,
  retryAfterSeconds?: number,
): GraphQLError {
  const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new GraphQLError(message, {
    originalError: new VitrineError(code, message, details),
    extensions: { http: { status } },
  });
}

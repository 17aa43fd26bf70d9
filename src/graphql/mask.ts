import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';

/** What was thrown at first, under the GraphQL errors that were wrapped around it on its way up. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

/** The same place in the document, under other words. */
function errorAt(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  if (!(error instanceof GraphQLError)) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

function extensionsOf(error: VitrineError): Record<string, unknown> {
  const { code, inputPath, retryAfterSeconds } = error;
  return {
    code,
    ...(inputPath && { path: inputPath }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

/**
 * Makes what leaves the server of what was thrown in it: foreseen failures with their code, mistakes in a document
 * as BAD_USER_INPUT, and everything else as INTERNAL with an id that the log knows.
 */
export function createMask(log: Log): (error: unknown) => GraphQLError {
  // an error meets several places that mask, and a remembered answer to a bad document comes again
  const done = new WeakSet<GraphQLError>();
  const outside = (error: unknown): GraphQLError => {
    const root = rootOf(error);
    // the status that belongs to an error of the request itself, such as 413
    const http = error instanceof GraphQLError ? error.extensions.http : undefined;
    // what is wrong in a document or its variables is answered 200 to application/json, as the specification wants it
    const isInDocument = error instanceof GraphQLError && error.nodes !== undefined;
    const status = http === undefined ? {} : { http: { ...http, ...(isInDocument && { spec: true }) } };
    if (root instanceof VitrineError)
      return errorAt(error, root.message, { ...extensionsOf(root), ...status });
    if (root instanceof GraphQLError) {
      const message = error instanceof GraphQLError ? error.message : root.message;
      return errorAt(error, message, { code: 'BAD_USER_INPUT', ...status });
    }
    // nobody is there any more to read it
    if (isAbort(root)) return errorAt(error, 'The request was cancelled.', { code: 'CANCELLED' });
    const id = randomUUID();
    log.error({ id, err: root }, 'a request failed');
    return errorAt(error, `Something failed here, not with you. The server's log knows it as ${id}.`, {
      code: 'INTERNAL',
      id,
    });
  };
  return (error) => {
    if (error instanceof GraphQLError && done.has(error)) return error;
    const masked = outside(error);
    done.add(masked);
    return masked;
  };
}

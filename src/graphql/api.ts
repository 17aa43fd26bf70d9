import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../log.ts';
import { type Context, createLoaders, type Parts } from './context.ts';
import { isImport } from './import-upload.ts';
import { useLimits } from './limits.ts';
import { createMask } from './mask.ts';
import { createWatched } from './watched.ts';

/** One request, as the door knows it. */
export interface ApiRequest {
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** How the caller reaches this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly log: Log;
}

/** The GraphQL API, ready to be put behind a door. */
export interface Api {
  readonly schema: GraphQLSchema;
  readonly plugins: readonly Plugin[];
  contextOf(request: ApiRequest): Context;
  mask(error: unknown): GraphQLError;
  /** Whether an operation takes a whole catalogue in, so that its file may be large. */
  isImport(operation: unknown): boolean;
}

/** Puts the schema and the parts that its resolvers call together. */
export function createApi({ schema, parts, log }: { schema: GraphQLSchema; parts: Parts; log: Log }): Api {
  const mask = createMask(log);
  const watched = createWatched(parts, log);
  return {
    schema,
    plugins: [useLimits()],
    contextOf: ({ signal, requestId, publicUrl, log }) => ({
      parts,
      loaders: createLoaders(parts),
      watched,
      signal,
      requestId,
      publicUrl,
      log,
    }),
    mask,
    isImport,
  };
}

import type { GraphQLError, GraphQLSchema } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import { requestError } from './request-error.ts';
import { type Streaming, useStreams } from './streams.ts';

/** What the door knows of a request, and every resolver's context is made of. */
export interface RequestFacts {
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** How the caller reaches this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly log: Log;
}

/** The GraphQL API that stands behind the door. */
export interface Api {
  readonly schema: GraphQLSchema;
  readonly plugins: readonly Plugin[];
  contextOf(request: RequestFacts): object;
  mask(error: unknown): GraphQLError;
  /** Whether an operation takes a whole catalogue in, so that its file may be large. */
  isImport(operation: unknown): boolean;
}

/** A request on its way through Yoga. Over WebSocket there is no body to read, and the socket is what streams. */
export interface ServerContext extends RequestFacts {
  readonly readBody?: (contentType: string) => Promise<unknown>;
  readonly streaming?: Streaming;
}

export type Yoga = YogaServerInstance<ServerContext, object>;

/**
 * The executor of GraphQL over HTTP and, through `getEnveloped`, over WebSocket: one pipeline of limits and caches
 * for both.
 */
export function createGraphql(api: Api): Yoga {
  return createYoga<ServerContext, object>({
    schema: api.schema,
    context: (initial) => api.contextOf(initial),
    plugins: [useBody(), useCancellation(), useStreams(), ...api.plugins, useValidationCodes(api.mask)],
    maskedErrors: { maskError: api.mask, errorMessage: '' },
    // a document's tree is some hundred times its text, and a syntax error holds its text: both caches are bounded
    parserAndValidationCache: { documentCache: boundedCache(), errorCache: boundedCache() },
    // the door does these itself: Yoga's own would answer any origin, buffer uploads, load pages from other hosts
    cors: false,
    multipart: false,
    maxRequestBodySize: false,
    graphiql: false,
    landingPage: false,
    // what is masked is logged where it is masked
    logging: false,
  });
}

function boundedCache<Value extends object>(): LRUCache<string, Value> {
  return new LRUCache({
    maxSize: 200_000,
    maxEntrySize: 20_000,
    sizeCalculation: (_value, text) => text.length + 1,
  });
}

/** Reads bodies from Node's own request, which can be left half read, where Yoga would buffer. */
function useBody(): Plugin<object, ServerContext> {
  return {
    onRequestParse({ request, requestParser, setRequestParser, serverContext }) {
      if (request.method === 'POST') {
        const type = request.headers.get('content-type') ?? '';
        setRequestParser(async () => paramsOf(await serverContext.readBody?.(type)));
      } else if (requestParser) {
        setRequestParser(async (get) => {
          try {
            return await requestParser(get);
          } catch (error) {
            if (!(error instanceof SyntaxError)) throw error;
            throw requestError(400, 'BAD_USER_INPUT', 'variables and extensions are JSON.');
          }
        });
      }
    },
  };
}

/** Yoga checks the fields itself; a list would be a batch, which is not taken. */
function paramsOf(body: unknown): GraphQLParams {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw requestError(
      400,
      'BAD_USER_INPUT',
      'The body is one JSON object: {"query": "…", "variables": {…}}.',
    );
  }
  return body;
}

/** Mistakes that validation finds carry the same code as every other mistake of the caller. */
function useValidationCodes(mask: Api['mask']): Plugin {
  return {
    onValidate() {
      return ({ result, setResult }) => setResult(result.map(mask));
    },
  };
}

/** Ends an operation when its caller has gone. */
function useCancellation(): Plugin<ServerContext> {
  return {
    onExecute: ({ args }) => void Object.assign(args, { signal: args.contextValue.signal }),
    onSubscribe: ({ args }) => void Object.assign(args, { signal: args.contextValue.signal }),
  };
}

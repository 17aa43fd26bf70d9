import type { Plugin } from 'graphql-yoga';
import type { ServerContext } from './graphql.ts';
import { requestError } from './request-error.ts';

/** What an answer that goes on needs of its connection. */
export interface Streaming {
  /** Makes room for a subscription. @throws {GraphQLError} OVERLOADED where there is none */
  admit(): void;
  /** Called when an answer begins that may go on for long. */
  begin(): void;
}

const streamType = 'text/event-stream';

/** Subscriptions as server-sent events: bounded, and delivered at once through proxies. */
export function useStreams(): Plugin<ServerContext, ServerContext> {
  return {
    onSubscribe({ args: { contextValue } }) {
      const { streaming, request } = contextValue;
      if (streaming === undefined) return;
      if (!takesStream(request.headers.get('accept'))) {
        throw requestError(
          406,
          'BAD_USER_INPUT',
          `A subscription is answered with events that go on: send "Accept: ${streamType}", or use WebSocket.`,
        );
      }
      streaming.admit();
    },
    onResponse({ response, serverContext }) {
      if (response.headers.get('content-type') !== streamType) return;
      // proxies that gather an answer before they pass it on would hold the events back
      response.headers.set('X-Accel-Buffering', 'no');
      serverContext.streaming?.begin();
    },
  };
}

/** Whether an Accept header allows events; without one, all is taken. */
function takesStream(accept: string | null): boolean {
  return accept === null || /text\/event-stream|text\/\*|\*\/\*/i.test(accept);
}

import { createClient as createSocket, type Client as SocketClient } from 'graphql-ws';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from 'urql';
import { setConnection } from './connection.ts';

const longestWaitMs = 15_000;
const longestPongMs = 5_000;

/** A GraphQL client: queries, mutations and uploads over HTTP, subscriptions over one socket that comes back by itself. */
export function createClient(): Client {
  const url = new URL('/graphql', location.href);
  const socketUrl = new URL(url);
  socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const socket: SocketClient = createSocket({
    url: socketUrl.href,
    // the library only asks: that no answer came, as over a connection that hangs half open, is noticed below
    keepAlive: 10_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) => wait(Math.min(500 * 2 ** retries, longestWaitMs) * (0.5 + Math.random() / 2)),
    on: {
      connected: () => setConnection('connected'),
      ping: (received) => {
        if (!received) unanswered = setTimeout(() => socket.terminate(), longestPongMs);
      },
      pong: (received) => {
        if (received) clearTimeout(unanswered);
      },
      closed: (event) => {
        clearTimeout(unanswered);
        // 1000: nobody listens any more, so it was closed here
        if (!(event instanceof CloseEvent && event.code === 1000)) setConnection('lost');
      },
    },
  });
  return new Client({
    url: url.href,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    // back from sleep or from a tunnel, nobody wants to wait for the next attempt
    addEventListener('online', end);
  });
}

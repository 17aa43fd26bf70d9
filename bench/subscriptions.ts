import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A subscription on a connection of its own. */
export interface Subscription {
  readonly port: number;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Told of each result, as parsed JSON. */
  readonly onResult: (result: unknown) => void;
  /** It ended, which nobody asked for. */
  readonly onEnd: (why: string) => void;
}

/** By Server-Sent Events, as graphql-sse has them for distinct connections. */
export function subscribeBySse({ port, query, variables, onResult, onEnd }: Subscription): void {
  const outgoing = request(
    {
      host: '127.0.0.1',
      port,
      path: '/graphql',
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    },
    (response) => {
      if (response.statusCode !== 200) onEnd(`the server answered ${response.statusCode}`);
      const lines = createInterface(response);
      lines.on('line', (line) => {
        if (line.startsWith('data: {')) onResult(JSON.parse(line.slice('data: '.length)));
      });
      lines.on('close', () => onEnd('the stream ended'));
    },
  );
  outgoing.on('error', (error) => onEnd(error.message));
  outgoing.end(JSON.stringify({ query, variables }));
}

/** By WebSocket, as graphql-ws has them. */
export function subscribeBySocket({ port, query, variables, onResult, onEnd }: Subscription): void {
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  client.subscribe(
    { query, variables: { ...variables } },
    {
      next: onResult,
      error: (error) => onEnd(error instanceof Error ? error.message : JSON.stringify(error)),
      complete: () => onEnd('it completed'),
    },
  );
}

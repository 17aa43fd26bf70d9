import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { until } from '../helpers/program.ts';

/** A WebSocket that has said hello. */
export interface Watcher {
  readonly socket: WebSocket;
  /** Waits for the next message. */
  next(): Promise<unknown>;
  send(message: unknown): void;
  subscribe(id: string, query: string, more?: Record<string, unknown>): void;
  /** How the server closes it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a WebSocket and says hello. */
export async function greeted(port: number): Promise<Watcher> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const messages: unknown[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const next = async () => {
    while (messages.length === 0) await once(socket, 'message');
    return messages.shift();
  };
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  await once(socket, 'open');
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init' });
  await next();
  const subscribe: Watcher['subscribe'] = (id, query, more) =>
    send({ id, type: 'subscribe', payload: { query, ...more } });
  return { socket, next, send, subscribe, closed };
}

/** A caller that nobody here wrote: bytes over a connection. */
export interface RawCaller {
  readonly socket: Socket;
  /** All that came so far. */
  received(): string;
  /** Settles once it has received this, or more. */
  receives(text: string | RegExp): Promise<void>;
  readonly closed: Promise<unknown>;
}

/** Sends bytes and keeps what comes. */
export function callRaw(port: number, bytes: string): RawCaller {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  // a connection that is reset has nothing more to say
  socket.on('error', () => {});
  socket.on('data', (data) => {
    received += data;
  });
  socket.write(bytes);
  return {
    socket,
    received: () => received,
    receives: (text) =>
      until(
        () => (typeof text === 'string' ? received.includes(text) : text.test(received)),
        20_000,
        `${text} comes, where there is only ${received}`,
      ),
    closed: new Promise((done) => socket.once('close', done)),
  };
}

/** A request for a stream of events, as curl sends it: `method` GET as by an EventSource, or POST. */
export function eventsRequest(
  query: string,
  { method = 'POST', accept = 'text/event-stream' }: { method?: 'GET' | 'POST'; accept?: string } = {},
): string {
  const body = JSON.stringify({ query });
  const headers = `Host: 127.0.0.1\r\nAccept: ${accept}\r\n`;
  if (method === 'GET') return `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\n${headers}\r\n`;
  return (
    `POST /graphql HTTP/1.1\r\n${headers}Content-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

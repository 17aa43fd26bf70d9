import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

// each waits in memory
const maxWaiting = 32;

/**
 * Handles the requests of one connection one after the other, also where a caller sends several before the first one
 * is answered. Node would start all of them, and one whose turn never comes would never hear that its caller left.
 */
export function inTurn(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): RequestListener {
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    // it has its connection once the answers ahead of it are through
    if (response.socket !== null) return handle(request, response);
    const { socket } = request;
    const count = waiting.get(socket) ?? 0;
    if (count >= maxWaiting) return void socket.destroy();
    waiting.set(socket, count + 1);
    response.once('socket', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      handle(request, response);
    });
  };
}

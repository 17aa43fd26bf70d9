import net from 'node:net';

/** A circuit breaker over connections: those of a database whose server may fall silent. */
export interface Breaker {
  /** The socket of a new connection, for `stream` in the settings of `pg`. */
  readonly stream: () => net.Socket;
  /** Breaks all connections, also those that are being made, and every new one at once, until `reset`. */
  trip(reason: string): void;
  reset(): void;
}

/**
 * A connection to a machine that vanished, or behind a network that swallows everything, looks as if a long statement
 * ran on it, so what waits there would wait for minutes. Whoever knows that the server is silent trips the breaker.
 */
export function createBreaker(): Breaker {
  const sockets = new Set<net.Socket>();
  let tripped: string | undefined;

  return {
    stream() {
      const socket = new net.Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // later: it is connected first, which would revive it
      if (tripped !== undefined)
        setImmediate(() => socket.destroy(broken(tripped ?? 'the connection was cut')));
      return socket;
    },
    trip(reason) {
      tripped = reason;
      for (const socket of sockets) socket.destroy(broken(reason));
    },
    reset() {
      tripped = undefined;
    },
  };
}

/** What a connection that timed out fails with. */
function broken(reason: string): NodeJS.ErrnoException {
  return Object.assign(new Error(reason), { code: 'ETIMEDOUT' });
}

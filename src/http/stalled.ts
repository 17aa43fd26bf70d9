import type { Socket } from 'node:net';

// a phone that changes from one mast to the next is back by then
const maxStalledMs = 30_000;
// of all connections that are watched, waiting to be taken
const maxUnreadBytes = 64_000_000;
const lookEveryMs = 1_000;

/** Cuts connections whose other end stays and reads nothing, so that what they hold is given back. */
export interface StallWatch {
  /** Watches a connection until it closes; to watch it again changes nothing. */
  watch(socket: Socket): void;
}

interface Progress {
  readonly takenBytes: number;
  readonly sinceMs: number;
}

/**
 * For streams. Other answers end, so a time-out of the connection is enough for them; a stream's connection has none,
 * since it may be quiet for long.
 */
export function createStallWatch(): StallWatch {
  const watched = new Map<Socket, Progress>();
  let timer: NodeJS.Timeout | undefined;

  const look = () => {
    const nowMs = performance.now();
    let unreadBytes = 0;
    for (const [socket, before] of watched) {
      unreadBytes += socket.writableLength;
      const takenBytes = takenFrom(socket);
      if (socket.writableLength === 0 || takenBytes !== before.takenBytes) {
        watched.set(socket, { takenBytes, sinceMs: nowMs });
      } else if (nowMs - before.sinceMs > maxStalledMs) socket.destroy();
    }
    if (unreadBytes > maxUnreadBytes) cutLargest(unreadBytes);
  };

  const cutLargest = (unreadBytes: number) => {
    const largestFirst = [...watched.keys()].sort((a, b) => b.writableLength - a.writableLength);
    let left = unreadBytes;
    for (const socket of largestFirst) {
      if (left <= maxUnreadBytes) return;
      left -= socket.writableLength;
      socket.destroy();
    }
  };

  return {
    watch(socket) {
      if (socket.destroyed || watched.has(socket)) return;
      watched.set(socket, { takenBytes: takenFrom(socket), sinceMs: performance.now() });
      timer ??= setInterval(look, lookEveryMs);
      socket.once('close', () => {
        watched.delete(socket);
        if (watched.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
    },
  };
}

/** Of what was written, the part that the system has taken to send it. */
function takenFrom(socket: Socket): number {
  return socket.bytesWritten - socket.writableLength;
}

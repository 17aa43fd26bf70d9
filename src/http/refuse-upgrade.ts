import type { Duplex } from 'node:stream';
import type { Refusal } from './guard.ts';

/** Answers a request to upgrade like any other one, and ends it. */
export function refuseUpgrade(
  socket: Duplex,
  { status, message, retryAfterSeconds }: Refusal & { readonly retryAfterSeconds?: number },
): void {
  const body = `${message}\n`;
  const retry = retryAfterSeconds === undefined ? '' : `Retry-After: ${retryAfterSeconds}\r\n`;
  socket.on('error', () => {});
  // the other end may leave its half open for ever
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\n${retry}Content-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

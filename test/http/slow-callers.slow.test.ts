import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';

test('who never finishes the headers is cut off', async () => {
  await using door = await openDoor();
  const socket = connect(door.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
  const dripping = setInterval(() => socket.write('X-Slow: 1\r\n'), 500);
  const started = performance.now();
  await new Promise((closed) => socket.once('close', closed));
  clearInterval(dripping);
  expect(performance.now() - started).toBeLessThan(15_000);
});

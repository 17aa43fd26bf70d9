import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
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

test('an upload that falls silent makes room for others', async () => {
  await using door = await openDoor();
  const begin = () => {
    const socket = connect(door.port, '127.0.0.1').on('error', () => {});
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n` +
        '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{',
    );
    return text(socket);
  };
  const silent = Array.from({ length: 32 }, begin);
  expect(await Promise.race(silent)).toMatch(/^HTTP\/1.1 408 /);
  await Promise.all(silent);
  const form = new FormData();
  form.append('operations', '{"query": "{ hello }"}');
  form.append('map', '{}');
  const answer = await fetch(`${door.url}/graphql`, { method: 'POST', body: form });
  expect(await answer.json()).toEqual({ data: { hello: 'hello' } });
}, 20_000);

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { until } from '../helpers/program.ts';
import { openDoor, seen } from './door.ts';
import { callRaw, eventsRequest, greeted } from './watchers.ts';

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
});

describe('who watches and reads nothing is cut, and what it held is given back', () => {
  const words = 'subscription { words(length: 900000) }';
  const ticking = () =>
    setInterval(() => {
      for (const tick of seen.ticks) tick();
    }, 100);

  test('over server-sent events, without filling the memory meanwhile', async () => {
    await using door = await openDoor();
    const callers = Array.from({ length: 100 }, () => callRaw(door.port, eventsRequest(words)));
    for (const { socket } of callers) socket.pause();
    const reader = callRaw(door.port, eventsRequest('subscription { ticks }'));
    await until(() => seen.listeners === 101, 60_000, 'all watch');
    const timer = ticking();
    let mostBytes = 0;
    await until(
      () => {
        mostBytes = Math.max(mostBytes, process.memoryUsage().arrayBuffers);
        return seen.listeners === 1;
      },
      60_000,
      'those who read nothing are cut',
    );
    clearInterval(timer);
    expect(mostBytes).toBeLessThan(300_000_000);
    // who reads goes on
    const before = reader.received().length;
    for (const tick of seen.ticks) tick();
    await until(() => reader.received().length > before, 20_000, 'its event comes');
    reader.socket.destroy();
    for (const { socket } of callers) socket.destroy();
  }, 120_000);

  test('over WebSocket, whatever it sends', async () => {
    await using door = await openDoor();
    const { socket, subscribe, next } = await greeted(door.port);
    subscribe('1', words);
    await next();
    socket.pause();
    const timer = ticking();
    const talking = setInterval(() => socket.pong(), 1_000);
    await until(() => seen.listeners === 0, 60_000, 'it is cut');
    clearInterval(timer);
    clearInterval(talking);
    socket.terminate();
  }, 120_000);
});

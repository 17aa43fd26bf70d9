import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../helpers/program.ts';
import { openDoor, seen } from './door.ts';

async function stopTime(door: { stop(): Promise<void> }) {
  const started = performance.now();
  await door.stop();
  return performance.now() - started;
}

test('what is under way is answered before the door is closed, and nothing new is taken', async () => {
  const door = await openDoor();
  const before = seen.slow;
  const asked = door.graphql('{ slow(ms: 500) }');
  await until(() => seen.slow > before, 20_000, 'it is asked');
  const stopped = stopTime(door);
  await expect(door.graphql('{ hello }')).rejects.toThrow();
  expect((await asked).body).toEqual({ data: { slow: 'done' } });
  expect(await stopped).toBeLessThan(2_500);
});

test('idle connections do not hold it up', async () => {
  const door = await openDoor();
  await door.graphql('{ hello }');
  expect(await stopTime(door)).toBeLessThan(2_500);
});

test('subscriptions are told, over WebSocket and as a stream', async () => {
  const door = await openDoor();
  const socket = new WebSocket(`ws://127.0.0.1:${door.port}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}');
  await once(socket, 'message');
  const stream = await fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: '{"query":"subscription { ticks }"}',
  });
  const read = stream.text();
  await until(() => seen.listeners === 2, 20_000, 'both listen');
  const goodbye = once(socket, 'close');
  expect(await stopTime(door)).toBeLessThan(2_500);
  expect((await goodbye)[0]).toBe(1001);
  expect(await read).toContain('event: next');
  expect(seen.listeners).toBe(0);
});

test('who never ends is cut off within 5 s', async () => {
  const door = await openDoor();
  const before = seen.slow;
  const slow = door.graphql('{ slow(ms: 60000) }');
  slow.catch(() => {});
  const halfSent = connect(door.port, '127.0.0.1');
  halfSent.on('error', () => {});
  halfSent.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
  await until(() => seen.slow > before, 20_000, 'it is asked');
  expect(await stopTime(door)).toBeLessThan(5_000);
  await expect(slow).rejects.toThrow();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../helpers/program.ts';
import { openDoor, seen, type TestDoor } from './door.ts';
import { callRaw, eventsRequest } from './watchers.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;
const ask = (query: string) => get(`/graphql?query=${encodeURIComponent(query)}`);

test('requests sent at once over one connection are answered in their order', async () => {
  const caller = callRaw(
    door.port,
    `${ask('{ slow(ms: 100) }')}${get('/health/live')}${get('/nothing')}${ask('{ hello }')}`,
  );
  await caller.receives('"hello"');
  expect(caller.received()).toMatch(/"done".*HTTP\/1\.1 200.*HTTP\/1\.1 404.*"hello":"hello"/s);
  caller.socket.destroy();
});

test('what is sent behind a stream does not begin, and leaves nothing behind', async () => {
  const stream = eventsRequest('subscription { ticks }', { method: 'GET' });
  const { slow } = seen;
  const caller = callRaw(door.port, `${stream}${stream.repeat(10)}${ask('{ slow(ms: 60000) }')}`);
  await caller.receives('"ticks":1');
  expect((await door.graphql('{ hello }')).status).toBe(200);
  expect(seen).toMatchObject({ listeners: 1, slow });
  caller.socket.resetAndDestroy();
  await until(() => seen.listeners === 0, 20_000, 'it is given back');
  expect(seen.slow).toBe(slow);
});

test('a caller that sends 10,000 requests and waits for none is cut', async () => {
  const caller = callRaw(
    door.port,
    eventsRequest('subscription { ticks }', { method: 'GET' }).repeat(10_000),
  );
  await caller.closed;
  await until(() => seen.listeners === 0, 20_000, 'its subscription is given back');
});

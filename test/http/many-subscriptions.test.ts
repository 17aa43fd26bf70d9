import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../helpers/program.ts';
import { openDoor, seen, type TestDoor } from './door.ts';
import { callRaw, eventsRequest, greeted, type RawCaller } from './watchers.ts';

const ofOneCaller = 500;

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(() => until(() => seen.listeners === 0, 20_000, 'nobody is left of the test before'));

const statusOf = (caller: RawCaller) => /^HTTP\/1\.1 (\d+)/.exec(caller.received())?.[1];
const leave = (callers: readonly RawCaller[]) => {
  for (const { socket } of callers) socket.resetAndDestroy();
};

describe.each(['GET', 'POST'] as const)('one caller who asks for 600 streams by %s', (method) => {
  test('gets 500; the others are told when to try again; whoever else asks is answered', async () => {
    const request = eventsRequest('subscription { ticks }', { method });
    const callers = Array.from({ length: 600 }, () => callRaw(door.port, request));
    await until(() => callers.every(statusOf), 60_000, 'all have an answer');
    const refused = callers.filter((caller) => statusOf(caller) === '429');
    expect(refused).toHaveLength(100);
    expect(seen.listeners).toBe(ofOneCaller);
    // their connections are not kept
    await Promise.all(refused.map(({ closed }) => closed));
    for (const caller of refused) {
      expect(caller.received()).toContain('Retry-After: 5');
      expect(caller.received()).toMatch(/"code":"OVERLOADED","retryAfterSeconds":5/);
    }
    expect((await door.graphql('{ hello }')).body).toEqual({ data: { hello: 'hello' } });

    leave(callers);
    await until(() => seen.listeners === 0, 20_000, 'all is given back');
    const again = callRaw(door.port, request);
    await again.receives('"ticks":1');
    leave([again]);
  });
});

test('over WebSocket and as streams they are counted together', async () => {
  const sockets = await Promise.all(Array.from({ length: 5 }, () => greeted(door.port)));
  for (const { subscribe } of sockets) {
    for (let id = 0; id < 100; id++) subscribe(`${id}`, 'subscription { ticks }');
  }
  await until(() => seen.listeners === ofOneCaller, 20_000, 'all are watched');
  const stream = callRaw(door.port, eventsRequest('subscription { ticks }'));
  await stream.receives('OVERLOADED');
  const other = await greeted(door.port);
  other.subscribe('1', 'subscription { ticks }');
  expect(await other.next()).toMatchObject({
    id: '1',
    type: 'error',
    payload: [{ extensions: { code: 'OVERLOADED', retryAfterSeconds: 5 } }],
  });

  // one that ends makes room for one
  sockets[0]?.send({ id: '0', type: 'complete' });
  await until(() => seen.listeners === ofOneCaller - 1, 20_000, 'it has ended');
  other.subscribe('2', 'subscription { ticks }');
  expect(await other.next()).toMatchObject({ id: '2', type: 'next' });
  for (const { socket } of [...sockets, other]) socket.terminate();
});

test('of 10,000 on one socket 100 run, each other one is answered, and others have their turn meanwhile', async () => {
  const { socket, subscribe } = await greeted(door.port);
  const answers: Record<string, number> = {};
  socket.on('message', (data) => {
    const { type } = JSON.parse(String(data));
    answers[type] = (answers[type] ?? 0) + 1;
  });
  for (let id = 0; id < 10_000; id++) subscribe(`${id}`, 'subscription { ticks }');
  expect((await door.graphql('{ hello }')).status).toBe(200);
  await until(() => answers.error === 9_900 && answers.next === 100, 60_000, 'all are answered');
  expect(seen.listeners).toBe(100);
  socket.terminate();
});

test('one caller has 500 sockets; more are refused and cut, and all come back', async () => {
  const upgrade =
    'GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n';
  const callers = Array.from({ length: 550 }, () => callRaw(door.port, upgrade));
  await until(() => callers.every(statusOf), 60_000, 'all have an answer');
  const refused = callers.filter((caller) => statusOf(caller) === '429');
  expect(refused).toHaveLength(50);
  expect(refused[0]?.received()).toMatch(/Retry-After: 5\r\n.*500 sockets come from your address/s);
  await Promise.all(refused.map(({ closed }) => closed));
  leave(callers);
  await until(
    async () => {
      const caller = callRaw(door.port, upgrade);
      await until(() => statusOf(caller) !== undefined, 20_000, 'it has an answer');
      leave([caller]);
      return statusOf(caller) === '101';
    },
    20_000,
    'there is room again',
  );
});

test('an upgrade that is refused does not keep its connection, whatever the caller does', async () => {
  const caller = callRaw(
    door.port,
    'GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  await caller.closed;
  expect(statusOf(caller)).toBe('404');
});

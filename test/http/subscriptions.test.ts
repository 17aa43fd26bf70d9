import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../helpers/program.ts';
import { openDoor, seen, type TestDoor } from './door.ts';
import { greeted } from './watchers.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor({ CORS_ORIGINS: 'https://shop.example.com' });
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(() => until(() => seen.listeners === 0, 20_000, 'nobody is left of the test before'));

const url = () => `ws://127.0.0.1:${door.port}/graphql`;
const open = (headers: Record<string, string> = {}) =>
  new WebSocket(url(), 'graphql-transport-ws', { headers });
const tickAll = () => {
  for (const tick of seen.ticks) tick();
};

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

describe('over WebSocket', () => {
  test('a subscription ticks at once, at each change, and lets go when it is ended', async () => {
    const { socket, next, subscribe } = await greeted(door.port);
    subscribe('1', 'subscription { ticks }');
    const tick = { id: '1', type: 'next', payload: { data: { ticks: 1 } } };
    expect(await next()).toEqual(tick);
    tickAll();
    expect(await next()).toEqual(tick);
    expect(seen.listeners).toBe(1);
    socket.send('{"id":"1","type":"complete"}');
    await until(() => seen.listeners === 0, 20_000, 'it came to that');
    socket.close();
  });

  test('a socket that is cut lets go of all it had', async () => {
    const { socket, next, subscribe } = await greeted(door.port);
    subscribe('1', 'subscription { ticks }');
    subscribe('2', 'subscription { ticks }');
    await next();
    await until(() => seen.listeners === 2, 20_000, 'it came to that');
    socket.terminate();
    await until(() => seen.listeners === 0, 20_000, 'it came to that');
  });

  test.each([
    ['a syntax error', 'subscription {', {}, 'BAD_USER_INPUT', 'Syntax Error'],
    ['an unknown field', 'subscription { nothing }', {}, 'BAD_USER_INPUT', 'Cannot query field'],
    ['two root fields', 'subscription { a: ticks b: ticks }', {}, 'BAD_USER_INPUT', 'one top level field'],
    [
      'a wrong variable',
      'subscription($length: Int!) { words(length: $length) }',
      { variables: { length: 'x' } },
      'BAD_USER_INPUT',
      'Int cannot represent',
    ],
    [
      'two operations',
      'subscription A { ticks } subscription B { ticks }',
      {},
      'BAD_USER_INPUT',
      'operationName',
    ],
    [
      'an operation that is not there',
      'subscription { ticks }',
      { operationName: 'A' },
      'BAD_USER_INPUT',
      'operationName',
    ],
    ['a query', '{ hello }', {}, 'BAD_USER_INPUT', 'over HTTP'],
    ['a mutation', 'mutation { rename(name: "x") { __typename } }', {}, 'BAD_USER_INPUT', 'over HTTP'],
    ['too many tokens', `subscription { ${'ticks '.repeat(5_001)} }`, {}, 'QUERY_TOO_COMPLEX', 'tokens'],
  ])('%s is answered, and the socket goes on', async (_what, query, more, code, words) => {
    const { socket, next, subscribe } = await greeted(door.port);
    subscribe('1', query, more);
    const answer = JSON.stringify(await next());
    expect(answer).toContain(words);
    // nothing that is meant for HTTP
    expect(answer).toContain(`"extensions":{"code":"${code}"}`);
    subscribe('2', 'subscription { ticks }');
    await until(
      async () => JSON.stringify(await next()).startsWith('{"id":"2","type":"next"'),
      20_000,
      'ticks',
    );
    socket.close();
    expect(door.logged.join('')).not.toMatch(/"level":[456]0/);
  });

  test('of two operations the named one runs', async () => {
    const { socket, next, subscribe } = await greeted(door.port);
    subscribe('1', 'subscription A { ticks } subscription B { ticks }', { operationName: 'B' });
    expect(await next()).toMatchObject({ type: 'next', payload: { data: { ticks: 1 } } });
    socket.close();
  });

  test('what was refused leaves nothing behind, however long its id', async () => {
    const { socket, next, subscribe } = await greeted(door.port);
    const refused = async (count: number) => {
      for (let i = 0; i < count; i++) {
        subscribe(`${i} ${'x'.repeat(90_000)}`, 'subscription { nothing }');
        await next();
      }
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = await refused(20);
    // their ids alone are 27 MB
    expect((await refused(300)) - before).toBeLessThan(10_000_000);
    socket.close();
  });

  test('no hello within 3 s ends the socket', async () => {
    const socket = open();
    const [code] = await once(socket, 'close');
    expect(code).toBe(4408);
  });

  test('a subscription before hello ends the socket', async () => {
    const socket = open();
    await once(socket, 'open');
    socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}');
    expect((await once(socket, 'close'))[0]).toBe(4401);
  });

  const subscribeTo = (id: string) =>
    `{"id":"${id}","type":"subscribe","payload":{"query":"subscription { ticks }"}}`;
  test.each([
    ['10 MB in a frame', ['x'.repeat(10_000_000)], 1009],
    ['no JSON', ['{'], 4400],
    ['bytes that are no text', [Buffer.from([0, 255])], 4400],
    ['JSON of no message', ['{"type":"everything"}'], 4400],
    ['what only servers say', ['{"id":"1","type":"next","payload":{"data":{}}}'], 4400],
    ['a list of variables', ['{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":[]}}'], 4400],
    ['no id', [subscribeTo('')], 4400],
    ['hello twice', ['{"type":"connection_init"}'], 4429],
    ['an id that is in use', [subscribeTo('1'), subscribeTo('1')], 4409],
    ['a long id that is in use', [subscribeTo('x'.repeat(500)), subscribeTo('x'.repeat(500))], 4409],
  ])('%s ends the socket alone', async (_what, messages, code) => {
    const { socket, closed } = await greeted(door.port);
    for (const message of messages) socket.send(message);
    expect(await closed).toMatchObject({ code });
    expect((await door.graphql('{ hello }')).status).toBe(200);
    expect(door.logged.join('')).not.toMatch(/"level":[456]0/);
  });

  test('an id is free again once its subscription is complete', async () => {
    const { socket, next, send, subscribe } = await greeted(door.port);
    subscribe('1', 'subscription { ticks }');
    for (let round = 0; round < 20; round++) {
      expect(await next()).toMatchObject({ id: '1', type: 'next' });
      send({ id: '1', type: 'complete' });
      subscribe('1', 'subscription { ticks }');
    }
    expect(await next()).toMatchObject({ id: '1', type: 'next' });
    expect(seen.listeners).toBe(1);
    socket.close();
  });

  test('an id of what has not begun yet is in use, also where its caller has ended it', async () => {
    const { send, subscribe, closed } = await greeted(door.port);
    subscribe('1', 'subscription { late(ms: 300) }');
    send({ id: '1', type: 'complete' });
    subscribe('1', 'subscription { ticks }');
    expect(await closed).toMatchObject({ code: 4409 });
  });

  test('a caller without the subprotocol is told so', async () => {
    const socket = new WebSocket(url());
    expect((await once(socket, 'close'))[0]).toBe(4406);
  });

  test('10,000 pings are 10,000 pongs', async () => {
    const { socket } = await greeted(door.port);
    let pongs = 0;
    socket.on('message', () => pongs++);
    for (let sent = 0; sent < 10_000; sent++) socket.send('{"type":"ping"}');
    await until(() => pongs === 10_000, 60_000, 'all are answered');
    socket.close();
  });

  test('a message in thousands of fragments is not put together', async () => {
    const { socket, closed } = await greeted(door.port);
    for (let sent = 0; sent < 5_000; sent++) socket.send('x', { fin: false });
    expect(await closed).toMatchObject({ code: 1008 });
  });

  test('a socket that asks and does not read the answers is cut', async () => {
    const { socket, subscribe } = await greeted(door.port);
    socket.pause();
    // the answer repeats the name
    const query = `subscription { ${'x'.repeat(50_000)} }`;
    for (let sent = 0; sent < 1_000; sent++) subscribe(`${sent}`, query);
    await once(socket, 'close');
    expect((await door.graphql('{ hello }')).status).toBe(200);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ["a name that is not this server's", { host: 'evil.example' }, 421],
  ])('%s is refused', async (_what, headers, status) => {
    const socket = open(headers);
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
  });

  test('another path is refused', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${door.port}/other`, 'graphql-transport-ws');
    socket.on('error', () => {});
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
  });

  test('an allowed origin is taken', async () => {
    const socket = open({ origin: 'https://shop.example.com' });
    await once(socket, 'open');
    socket.close();
  });

  test("the protocol's own client is served", async () => {
    const client = createSocketClient({ url: url(), webSocketImpl: WebSocket });
    const ticks = client.iterate({ query: 'subscription { ticks }' });
    expect(await ticks.next()).toMatchObject({ value: { data: { ticks: 1 } } });
    await ticks.return?.();
    await client.dispose();
  });
});

test('changes that nobody takes become one', async () => {
  const { socket, next, subscribe } = await greeted(door.port);
  subscribe('1', 'subscription { ticks }');
  await next();
  for (let i = 0; i < 10_000; i++) tickAll();
  await next();
  await sleep(100);
  socket.send('{"type":"ping"}');
  expect(await next()).toEqual({ type: 'pong' });
  socket.close();
});

test('a caller that leaves cancels what it asked', async () => {
  const before = { ...seen };
  const leaving = new AbortController();
  const asked = fetch(`${door.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ slow(ms: 20000) }"}',
    signal: leaving.signal,
  });
  await until(() => seen.slow > before.slow, 20_000, 'it came to that');
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await until(() => seen.aborted === before.aborted + 1, 20_000, 'it came to that');
  expect(door.logged.join('')).not.toContain('a request failed');
});

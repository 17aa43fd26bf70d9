import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openDoor, seen, type TestDoor } from './door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor({ CORS_ORIGINS: 'https://shop.example.com' });
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(() => eventually(() => seen.listeners === 0));

const url = () => `ws://127.0.0.1:${door.port}/graphql`;
const open = (headers: Record<string, string> = {}) =>
  new WebSocket(url(), 'graphql-transport-ws', { headers });
const tickAll = () => {
  for (const tick of seen.ticks) tick();
};

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function eventually(check: () => boolean, withinMs = 20_000) {
  const deadline = Date.now() + withinMs;
  while (!check()) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await sleep(10);
  }
}

/** A socket that has said hello; `next` waits for its next message. */
async function greeted() {
  const socket = open();
  const messages: unknown[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  const next = async () => {
    await eventually(() => messages.length > 0);
    return messages.shift();
  };
  expect(await next()).toEqual({ type: 'connection_ack' });
  const subscribe = (id: string, query: string, variables?: unknown) =>
    socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query, variables } }));
  return { socket, next, subscribe };
}

describe('over WebSocket', () => {
  test('a subscription ticks at once, at each change, and lets go when it is ended', async () => {
    const { socket, next, subscribe } = await greeted();
    subscribe('1', 'subscription { ticks }');
    const tick = { id: '1', type: 'next', payload: { data: { ticks: 1 } } };
    expect(await next()).toEqual(tick);
    tickAll();
    expect(await next()).toEqual(tick);
    expect(seen.listeners).toBe(1);
    socket.send('{"id":"1","type":"complete"}');
    await eventually(() => seen.listeners === 0);
    socket.close();
  });

  test('a socket that is cut lets go of all it had', async () => {
    const { socket, next, subscribe } = await greeted();
    subscribe('1', 'subscription { ticks }');
    subscribe('2', 'subscription { ticks }');
    await next();
    await eventually(() => seen.listeners === 2);
    socket.terminate();
    await eventually(() => seen.listeners === 0);
  });

  test.each([
    ['a syntax error', 'subscription {', 'BAD_USER_INPUT'],
    ['an unknown field', 'subscription { nothing }', 'BAD_USER_INPUT'],
    ['a query', '{ hello }', 'BAD_USER_INPUT'],
    ['a mutation', 'mutation { rename(name: "x") { __typename } }', 'BAD_USER_INPUT'],
    ['too many tokens', `subscription { ${'ticks '.repeat(5_001)} }`, 'QUERY_TOO_COMPLEX'],
  ])('%s is answered, and the socket goes on', async (_what, query, code) => {
    const { socket, next, subscribe } = await greeted();
    subscribe('1', query);
    expect(await next()).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code } }] });
    subscribe('2', 'subscription { ticks }');
    expect(await next()).toMatchObject({ id: '2', type: 'next' });
    socket.close();
  });

  test('a socket carries a bounded number of subscriptions', async () => {
    const { socket, next, subscribe } = await greeted();
    for (let i = 0; i <= 20; i++) subscribe(`${i}`, 'subscription { ticks }');
    const answers = await Promise.all(Array.from({ length: 21 }, next));
    expect(answers).toContainEqual(expect.objectContaining({ id: '20', type: 'error' }));
    await eventually(() => seen.listeners === 20);
    socket.close();
  });

  test('what was refused leaves nothing behind, however long its id', async () => {
    const { socket, next, subscribe } = await greeted();
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

  test.each([
    ['10 MB in a frame', 'x'.repeat(10_000_000), 1009],
    ['no JSON', '{', 4400],
    ['JSON of no message', '{"type":"everything"}', 4400],
  ])('%s ends the socket alone', async (_what, message, code) => {
    const { socket } = await greeted();
    socket.send(message);
    expect((await once(socket, 'close'))[0]).toBe(code);
    expect((await door.graphql('{ hello }')).status).toBe(200);
  });

  test('a socket that asks and does not read the answers is cut', async () => {
    const { socket, subscribe } = await greeted();
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

describe('over server-sent events', () => {
  test('a subscription ticks, and lets go when its caller has left', async () => {
    const client = createClient({ url: `${door.url}/graphql` });
    const ticks = client.iterate({ query: 'subscription { ticks }' });
    expect(await ticks.next()).toMatchObject({ value: { data: { ticks: 1 } } });
    tickAll();
    expect(await ticks.next()).toMatchObject({ value: { data: { ticks: 1 } } });
    expect(seen.listeners).toBe(1);
    client.dispose();
    await eventually(() => seen.listeners === 0);
  });
});

test('changes that nobody takes become one', async () => {
  const { socket, next, subscribe } = await greeted();
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
  await eventually(() => seen.slow > before.slow);
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await eventually(() => seen.aborted === before.aborted + 1);
  expect(door.logged.join('')).not.toContain('a request failed');
});

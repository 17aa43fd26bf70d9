import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../helpers/program.ts';
import { openDoor, seen, type TestDoor } from './door.ts';
import { callRaw, eventsRequest } from './watchers.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());
const noneListens = () => until(() => seen.listeners === 0, 20_000, 'nobody listens');
beforeEach(noneListens);

const tickAll = () => {
  for (const tick of seen.ticks) tick();
};
const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

test("graphql-sse's client is served, and lets go when it leaves", async () => {
  const client = createClient({ url: `${door.url}/graphql` });
  const ticks = client.iterate({ query: 'subscription { ticks }' });
  expect(await ticks.next()).toMatchObject({ value: { data: { ticks: 1 } } });
  tickAll();
  expect(await ticks.next()).toMatchObject({ value: { data: { ticks: 1 } } });
  expect(seen.listeners).toBe(1);
  client.dispose();
  await noneListens();
});

test.each(['GET', 'POST'] as const)(
  '%s, written by hand, is a stream that proxies pass on',
  async (method) => {
    const caller = callRaw(door.port, eventsRequest('subscription { ticks }', { method }));
    await caller.receives('event: next\ndata: {"data":{"ticks":1}}\n\n');
    const [headers] = caller.received().split('\r\n\r\n', 1);
    expect(headers).toMatch(/^HTTP\/1\.1 200 /);
    expect(headers).toMatch(/^content-type: text\/event-stream/im);
    expect(headers).toMatch(/^cache-control: no-cache/im);
    expect(headers).toMatch(/^x-accel-buffering: no/im);
    caller.socket.destroy();
  },
);

test('a quiet stream says now and then that it is alive', async () => {
  const caller = callRaw(door.port, eventsRequest('subscription { ticks }'));
  await caller.receives(/"ticks":1.*\n:\n\n/s);
  caller.socket.destroy();
});

test.each([
  ['a syntax error', 'subscription {', 'Syntax Error'],
  ['an unknown field', 'subscription { nothing }', 'Cannot query field'],
  ['two root fields', 'subscription { a: ticks b: ticks }', 'only one top level field'],
  ['a missing variable', 'subscription($on: Boolean!) { ticks @include(if: $on) }', '$on'],
  ['two operations', 'subscription A { ticks } subscription B { ticks }', 'what operation'],
])('%s is an event with the error, and the end', async (_what, query, words) => {
  const caller = callRaw(door.port, eventsRequest(query));
  await caller.receives('event: complete');
  expect(caller.received()).toContain(words);
  expect(caller.received()).toContain('"code":"BAD_USER_INPUT"');
  expect(door.logged.join('')).not.toMatch(/"level":[456]0/);
  caller.socket.destroy();
});

test.each(['application/json', 'application/graphql-response+json'])(
  'to %s a subscription is refused in words, before it begins',
  async (accept) => {
    const answer = await door.graphql('subscription { late(ms: 0) }', {}, { accept });
    expect(answer.status).toBe(406);
    expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(answer.body.errors[0].message).toContain('Accept: text/event-stream');
    expect(seen.late).toBe(0);
  },
);

test('a subscription whose answer can be no stream in the end is not kept', async () => {
  const caller = callRaw(
    door.port,
    eventsRequest('subscription { ticks }', { accept: 'text/event-streams, application/json' }),
  );
  await caller.receives('HTTP/1.1 406');
  await noneListens();
  caller.socket.destroy();
});

test('whoever leaves at whatever moment leaves no listener and no timer', async () => {
  const before = timers();
  for (let round = 0; round < 100; round++) {
    const method = round % 2 === 0 ? 'GET' : 'POST';
    const { socket } = callRaw(
      door.port,
      eventsRequest(`subscription { late(ms: ${round % 7}) }`, { method }),
    );
    setTimeout(() => (round % 3 === 0 ? socket.destroy() : socket.resetAndDestroy()), round % 10);
  }
  await until(() => seen.late > 0, 20_000, 'some began');
  await until(() => seen.listeners === 0 && timers() <= before, 20_000, 'all is given back');
});

test('who leaves while a subscription begins ends it', async () => {
  const before = timers();
  const { late } = seen;
  const callers = Array.from({ length: 20 }, () =>
    callRaw(door.port, eventsRequest('subscription { late(ms: 300) }')),
  );
  await until(() => seen.late >= late + 20, 20_000, 'all began');
  for (const { socket } of callers) socket.resetAndDestroy();
  await new Promise((done) => setTimeout(done, 400));
  await until(() => seen.listeners === 0 && timers() <= before, 20_000, 'all is given back');
});

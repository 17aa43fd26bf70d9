import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor, type TestDoor } from './door.ts';
import { flood } from './flood.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

describe('what a resolver throws', () => {
  test('is masked where nobody foresaw it, and the log knows it by the id that is shown', async () => {
    const { body } = await door.graphql('{ hello broken }');
    expect(body.data).toEqual({ hello: 'hello', broken: null });
    const [{ message, extensions, path }] = body.errors;
    expect(extensions).toEqual({ code: 'INTERNAL', id: expect.stringMatching(/^[\da-f-]{36}$/) });
    expect(path).toEqual(['broken']);
    expect(message).toContain(extensions.id);
    expect(JSON.stringify(body)).not.toContain('hunter2');
    const line = door.logged.find((entry) => entry.includes(extensions.id));
    expect(line).toContain('hunter2');
  });

  test('carries its code, and when to try again', async () => {
    const { body } = await door.graphql('{ loading }');
    expect(body.errors).toEqual([
      {
        message: 'The model is loading.',
        locations: expect.anything(),
        path: ['loading'],
        extensions: { code: 'MODEL_LOADING', retryAfterSeconds: 7 },
      },
    ]);
  });

  test('is a member of the union of a mutation', async () => {
    const document =
      'mutation($name: String!) { rename(name: $name) { __typename ... on Failure { code message path } ... on RenameSuccess { row { name } } } }';
    const failed = await door.graphql(document, { name: 'taken' });
    expect(failed.body).toEqual({
      data: {
        rename: { __typename: 'Conflict', code: 'CONFLICT', message: 'That name is taken.', path: ['name'] },
      },
    });
    const done = await door.graphql(document, { name: 'free' });
    expect(done.body).toEqual({ data: { rename: { __typename: 'RenameSuccess', row: { name: 'free' } } } });
  });
});

describe('a mistake of the caller is BAD_USER_INPUT', () => {
  test.each([
    ['a syntax error', '{ hello'],
    ['an unknown field', '{ nobody }'],
    ['an argument of another type', '{ slow(ms: "x") }'],
    ['a missing variable', 'query($ms: Int!) { slow(ms: $ms) }'],
    ['an id that is none', '{ node(id: "zzz") { id } }'],
  ])('as %s is', async (_what, query) => {
    const { body } = await door.graphql(query);
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['no JSON', 'application/json', '{"query":', 400],
    ['a number', 'application/json', '7', 400],
    ['null', 'application/json', 'null', 400],
    ['text', 'text/plain', '{"query":"{ hello }"}', 415],
    ['a form', 'application/x-www-form-urlencoded', 'query={hello}', 415],
    ['a mutation by GET', 'GET', '?query=mutation{rename(name:"x"){__typename}}', 405],
    ['variables by GET that are no JSON', 'GET', '?query={hello}&variables={', 400],
  ])('as %s is', async (_what, type, body, status) => {
    const response =
      type === 'GET'
        ? await fetch(`${door.url}/graphql${body}`)
        : await fetch(`${door.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

test('a JSON body over its limit is refused before it is read', async () => {
  const { status, body } = await door.graphql('{ hello }', { filler: 'x'.repeat(5_000_001) });
  expect(status).toBe(413);
  expect(body.errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
});

test('a chunked JSON body over its limit is refused where it passes it', async () => {
  const { status, bytes } = await flood(door.port, { 'content-type': 'application/json' }, '{"query": "');
  expect(status).toBe(413);
  expect(bytes).toBeLessThan(40_000_000);
});

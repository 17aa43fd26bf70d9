import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor, type TestDoor } from './door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function firstError(query: string) {
  const { body } = await door.graphql(query);
  return body.errors?.[0];
}

describe('a document is refused', () => {
  test('that nests too deep, also through fragments', async () => {
    const nested = (depth: number) => `${'{ rows '.repeat(depth)}{ name }${' }'.repeat(depth)}`;
    expect(await firstError(nested(13))).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
    const fragments = `query { ...A } fragment A on Query { rows ${nested(6)} } fragment B on Row ${nested(6)}`;
    expect(await firstError(fragments.replace('{ name }', '{ ...B }'))).toMatchObject({
      extensions: { code: 'QUERY_TOO_COMPLEX' },
    });
  });

  test('with too many aliases', async () => {
    const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: hello`).join(' ');
    expect(await firstError(`{ ${aliases} }`)).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
  });

  test('with too many tokens, each time', async () => {
    const query = `{ ${'hello '.repeat(5_001)} }`;
    expect(await firstError(query)).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
    expect(await firstError(query)).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
  });

  test('that multiplies pages', async () => {
    const error = await firstError('{ rows(first: 100) { rows(first: 100) { rows(first: 100) { name } } } }');
    expect(error).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
    expect(error.message).toContain('smaller pages');
  });

  test.each([100_000, 0, -1])('with first: %i, in words about first', async (first) => {
    const error = await firstError(`{ rows(first: ${first}) { name } }`);
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', path: ['first'] } });
  });

  test('whose fragments go round', async () => {
    const error = await firstError('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('that is a list of operations', async () => {
    const response = await fetch(`${door.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(Array(50).fill({ query: '{ hello }' })),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

test('introspection passes the limits', async () => {
  const { body } = await door.graphql(getIntrospectionQuery({ inputValueDeprecation: true }));
  expect(body.errors).toBeUndefined();
  expect(body.data.__schema.queryType.name).toBe('Query');
});

test('a page of 100 is answered', async () => {
  const { body } = await door.graphql('{ rows(first: 100) { name } }');
  expect(body.data.rows).toHaveLength(100);
});

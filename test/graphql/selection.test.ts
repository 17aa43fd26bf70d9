import { buildSchema, type GraphQLResolveInfo, graphql } from 'graphql';
import { expect, test } from 'vitest';
import { asksFor } from '../../src/graphql/selection.ts';

const schema = buildSchema(`
  type Query { thing: Thing }
  type Thing { name: String, other: Thing, picture: Thing }
`);

async function askedBy(query: string): Promise<boolean> {
  let asked: boolean | undefined;
  const thing = (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    asked = asksFor(info, ['picture']);
    return null;
  };
  await graphql({ schema, source: query, rootValue: { thing } });
  if (asked === undefined) throw new Error('the field was not resolved');
  return asked;
}

test.each([
  ['{ thing { name } }', false],
  ['{ thing { picture { name } } }', true],
  ['{ thing { other { picture { name } } } }', true],
  ['{ thing { picture: name } }', false],
  ['{ thing { mine: picture { name } } }', true],
  [
    '{ thing { ...A } } fragment A on Thing { other { ...B } } fragment B on Thing { picture { name } }',
    true,
  ],
  ['{ thing { ...A } } fragment A on Thing { name }', false],
  ['{ thing { ... on Thing { picture { name } } } }', true],
])('%s asks for a picture: %s', async (query, expected) => {
  expect(await askedBy(query)).toBe(expected);
});

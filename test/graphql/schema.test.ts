import { isEnumType, isIntrospectionType, isObjectType, isUnionType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
const roots = ['Query', 'Mutation', 'Subscription'];

test('every type says what it is', () => {
  // a mutation's results are what the mutation says
  const silent = types.filter(
    (type) =>
      !type.description && !isUnionType(type) && !type.name.endsWith('Success') && !roots.includes(type.name),
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every field of the roots, and every value of an enum, says what it is', () => {
  const silent = types.flatMap((type) => {
    const isRoot = isObjectType(type) && roots.includes(type.name);
    const named = isEnumType(type) ? type.getValues() : isRoot ? Object.values(type.getFields()) : [];
    return named.flatMap(({ name, description }) => (description ? [] : [`${type.name}.${name}`]));
  });
  expect(silent).toEqual([]);
});

test('every page is asked for, and answered, in the same way', () => {
  const fields = types.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
  const pages = fields.filter(({ type }) => String(type).endsWith('Connection!'));
  expect(pages.length).toBeGreaterThan(3);
  for (const { args } of pages) {
    const first = args.find(({ name }) => name === 'first');
    expect(String(first?.type)).toBe('Int');
    expect(first?.defaultValue).toBeGreaterThan(0);
  }
  for (const type of types) {
    if (!isObjectType(type) || !type.name.endsWith('Connection')) continue;
    const { edges, nodes, pageInfo, totalCount } = type.getFields();
    const node = type.name === 'SearchResultConnection' ? 'Product' : type.name.replace(/Connection$/, '');
    expect([edges, nodes, pageInfo, totalCount].map((field) => String(field?.type))).toEqual([
      `[${type.name.replace(/Connection$/, 'Edge')}!]!`,
      `[${node}!]!`,
      'PageInfo!',
      // how many groups there are, only walking through all products would tell
      type.name === 'DuplicateGroupConnection' ? 'undefined' : 'Int!',
    ]);
  }
});

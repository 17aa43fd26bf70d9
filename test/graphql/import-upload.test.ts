import { expect, test } from 'vitest';
import { isImport } from '../../src/graphql/import-upload.ts';

test.each([
  'mutation ($file: Upload!) { importProducts(file: $file) { __typename } }',
  'mutation Import($file: Upload!) { __typename mine: importProducts(file: $file) { ...A } } fragment A on B { c }',
])('an import alone may have a large file: %s', (query) => {
  expect(isImport({ query, variables: { file: null } })).toBe(true);
});

test.each([
  'mutation { importProducts(file: $a) { __typename } createProduct { __typename } }',
  'mutation { a: importProducts(file: $a) { __typename } b: importProducts(file: $b) { __typename } }',
  'mutation { ...A } fragment A on Mutation { importProducts(file: $a) { __typename } }',
  'query { importProducts }',
  'mutation { createProduct(image: $file) { __typename } }',
  'fragment importProducts on Mutation { importProducts }',
  '{{{',
  '',
  `mutation { importProducts(a: [${'1 '.repeat(6000)}]) { __typename } }`,
])('anything else may not: %.80s', (query) => {
  expect(isImport({ query })).toBe(false);
});

test('of several operations the one that is asked for counts', () => {
  const query = 'mutation A { importProducts { a } } mutation B { createProduct { a } }';
  expect(isImport({ query, operationName: 'A' })).toBe(true);
  expect(isImport({ query, operationName: 'B' })).toBe(false);
  expect(isImport({ query, operationName: 'C' })).toBe(false);
});

test.each([null, 'x', [], {}, { query: 1 }])('what is no request is none: %j', (operation) => {
  expect(isImport(operation)).toBe(false);
});

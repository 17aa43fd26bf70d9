import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { examples } from '../../src/http/examples.ts';

test.each(examples)('GraphiQL shows an example that the schema answers: %s', (example) => {
  expect(validate(schema, parse(example))).toEqual([]);
});

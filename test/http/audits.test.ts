import { auditServer } from 'graphql-http';
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';

test('the audits of GraphQL over HTTP pass without an error or a warning', async () => {
  await using door = await openDoor();
  const results = await auditServer({ url: `${door.url}/graphql` });
  const failing = results.filter(({ status }) => status !== 'ok');
  expect(failing.map(({ id, name, status }) => `${status} ${id}: ${name}`)).toEqual([]);
  expect(results.length).toBe(61);
});

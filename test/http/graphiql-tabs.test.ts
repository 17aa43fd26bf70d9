import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const script = readFileSync(new URL('../../src/http/graphiql-tabs.js', import.meta.url), 'utf8');

/** What GraphiQL finds in the browser's storage when it starts. */
function opened(stored: Record<string, string>, search = '') {
  const kept = new Map(Object.entries(stored));
  runInNewContext(script, {
    URL,
    location: new URL(`http://127.0.0.1:4000/graphiql${search}`),
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  });
  return Object.fromEntries([...kept].filter(([key]) => key !== 'graphiql:tabState'));
}

const tabState = JSON.stringify({
  activeTabIndex: 1,
  tabs: [
    { query: '{ a }', variables: null, headers: null },
    { query: 'query B { b }', variables: '{"n":1}', headers: null },
  ],
});

test('a later visit of GraphiQL opens the tab that was open last', () => {
  expect(opened({ 'graphiql:tabState': tabState, 'graphiql:headers': 'stale' })).toEqual({
    'graphiql:query': 'query B { b }',
    'graphiql:variables': '{"n":1}',
  });
});

test('the first visit, or one with storage that is damaged, is left to the examples', () => {
  expect(opened({})).toEqual({});
  expect(opened({ 'graphiql:tabState': '{' })).toEqual({});
  expect(opened({ 'graphiql:tabState': '{"tabs":[],"activeTabIndex":3}' })).toEqual({});
});

test('a query in the address gets no variables of another tab', () => {
  expect(opened({ 'graphiql:tabState': tabState }, '?query=%7B%20c%20%7D')).toEqual({});
  expect(opened({ 'graphiql:tabState': tabState }, `?query=${encodeURIComponent('query B { b }')}`)).toEqual({
    'graphiql:query': 'query B { b }',
    'graphiql:variables': '{"n":1}',
  });
});

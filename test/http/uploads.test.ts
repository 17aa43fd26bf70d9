import { readdir, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor, type TestDoor } from './door.ts';
import { flood } from './flood.ts';

// the test schema's `measure` tells how many bytes of each file are 7
const query = 'mutation($files: [Upload!]!) { measure(files: $files) }';
const megabyte = 1_000_000;
const boundary = 'the-boundary';
const multipart = { 'content-type': `multipart/form-data; boundary=${boundary}` };

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const part = (name: string, value: string, more = '') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const filePart = (name: string, value: string) => part(name, value, '; filename="a.jpg"');
const operations = (files: (null | number)[]) =>
  part('operations', JSON.stringify({ query, variables: { files } }));
const mapping = (map: Record<string, string[]>) => part('map', JSON.stringify(map));
const end = `--${boundary}--\r\n`;

async function send(body: string, headers: Record<string, string> = multipart) {
  const response = await fetch(`${door.url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

/** What the process holds open under the upload folder, however nameless. */
async function heldFiles() {
  const names = await readdir(join(door.dataDir, 'uploads'));
  const handles = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return [...names, ...targets.filter((target) => target.includes(door.dataDir))];
}

async function eventually(check: () => Promise<boolean> | boolean, withinMs = 20_000) {
  const deadline = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error('it did not come to that');
    await sleep(20);
  }
}

test('files reach the resolver, whole and in order', async () => {
  const form = new FormData();
  form.append('operations', JSON.stringify({ query, variables: { files: [null, null, null] } }));
  form.append('map', '{"a": ["variables.files.0"], "b": ["variables.files.1"], "c": ["variables.files.2"]}');
  form.append('a', new Blob([new Uint8Array(megabyte).fill(7)]), 'a.jpg');
  form.append('b', new Blob([new Uint8Array(70_001).fill(7)]), 'b.jpg');
  form.append('c', new Blob([new Uint8Array([7, 8, 7])]), 'c.jpg');
  const response = await fetch(`${door.url}/graphql`, { method: 'POST', body: form });
  expect(await response.json()).toEqual({ data: { measure: [megabyte, 70_001, 2] } });
  await eventually(async () => (await heldFiles()).length === 0);
});

test('one file may stand in several places, and each place counts', async () => {
  const twice = operations([null, null]) + mapping({ a: ['variables.files.0', 'variables.files.1'] });
  expect((await send(twice + filePart('a', '\x07') + end)).body).toEqual({ data: { measure: [1, 1] } });
  const places = Array.from({ length: 9 }, (_, i) => `variables.files.${i}`);
  const often = operations(places.map(() => null)) + mapping({ a: places });
  const { status, body } = await send(often + filePart('a', '\x07') + end);
  expect(status).toBe(413);
  expect(body.errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
});

test('an empty file is told from a picture', async () => {
  const { body } = await send(
    operations([null]) + mapping({ a: ['variables.files.0'] }) + filePart('a', '') + end,
  );
  expect(body.errors[0].extensions.code).toBe('BAD_IMAGE');
});

describe('a malformed body is BAD_USER_INPUT', () => {
  const valid = operations([null]) + mapping({ a: ['variables.files.0'] });
  test.each([
    ['nothing in it', ''],
    ['no boundary in it', 'hello'],
    ['operations that are no JSON', part('operations', '{') + end],
    ['operations that are a number', part('operations', '7') + end],
    ['no map', operations([null]) + filePart('a', 'x') + end],
    ['no operations', mapping({ a: ['variables.files.0'] }) + filePart('a', 'x') + end],
    ['a file before its map', filePart('a', 'x') + valid + end],
    ['a file that is not there', valid + end],
    [
      'no end',
      `${valid}--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\nxyz`,
    ],
    ['a list of operations', part('operations', '[]') + mapping({}) + end],
    [
      'a map to nowhere',
      operations([null]) + mapping({ a: ['variables.nothing.deep'] }) + filePart('a', 'x') + end,
    ],
    [
      'a map into a prototype',
      operations([null]) + mapping({ a: ['variables.__proto__.x'] }) + filePart('a', 'x') + end,
    ],
    [
      'a map far past a list',
      operations([null]) + mapping({ a: ['variables.files.4294967294'] }) + filePart('a', 'x') + end,
    ],
    ['a map onto the query', operations([null]) + mapping({ a: ['query'] }) + filePart('a', 'x') + end],
    [
      "a map onto a file's own methods",
      operations([null]) +
        mapping({ a: ['variables.files.0', 'variables.files.0.resolve'] }) +
        filePart('a', 'x') +
        end,
    ],
    [
      "a map onto a file's own promise",
      operations([null]) +
        mapping({ a: ['variables.files.0', 'variables.files.0.promise'] }) +
        filePart('a', 'x') +
        end,
    ],
    [
      'a part that breaks off, with a name that is none',
      `--${boundary}\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query":"{ hello }"}\r\n--${boundary}\r\nContent-Disposition: form-data; name="a\\a"\r\n\r\nx\r\n${end}`,
    ],
  ])('with %s', async (_what, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect((await door.graphql('{ hello }')).status).toBe(200);
  });

  test.each([
    ['hasOwnProperty.call', Object.prototype.hasOwnProperty],
    ['toString.call.call', Function.prototype.call],
    ['query.replace.call', String.prototype.replace],
    ['variables.files.push.call', Array.prototype.push],
    ['variables.files.0.promise.then.call', Promise.prototype.then],
  ])('with a map onto a function that all objects share, %s, changes it for nobody', async (path, shared) => {
    const keys = Reflect.ownKeys(shared);
    await send(operations([null]) + mapping({ a: ['variables.files.0', path] }) + filePart('a', 'x') + end);
    expect(Reflect.ownKeys(shared)).toEqual(keys);
    expect((await door.graphql('{ hello }')).status).toBe(200);
  });

  test('without a boundary in its header', async () => {
    const answer = await send('x', { 'content-type': 'multipart/form-data' });
    expect(answer.status).toBe(400);
  });

  test('whose operations nest 100,000 deep', async () => {
    const deep = part(
      'operations',
      `{"query":"{ hello }","variables":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    );
    expect((await send(deep + mapping({}) + end)).status).toBe(400);
  });

  test('with a JSON null where a file belongs', async () => {
    const { body } = await door.graphql(query, { files: [{ promise: 1 }] });
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('what is too large is refused while it arrives', () => {
  const begin = operations([null]) + mapping({ a: ['variables.files.0'] });
  const header = `--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n`;

  test('a file over MAX_UPLOAD_MB', async () => {
    const { bytes, status, text } = await flood(door.port, multipart, begin + header);
    expect(status).toBe(413);
    expect(JSON.parse(text).errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
    expect(bytes).toBeLessThan(40 * megabyte);
  });

  test('a file that no map names, without end', async () => {
    const { bytes, status } = await flood(door.port, multipart, operations([]) + mapping({}) + header);
    expect(status).toBe(200);
    expect(bytes).toBeLessThan(40 * megabyte);
  });

  test('a field without end', async () => {
    const field = `--${boundary}\r\nContent-Disposition: form-data; name="operations"\r\n\r\n`;
    const { bytes, status } = await flood(door.port, multipart, field);
    expect(status).toBe(413);
    expect(bytes).toBeLessThan(40 * megabyte);
  });

  test('what comes before the first part, without end', async () => {
    const { bytes, status } = await flood(door.port, multipart, 'preamble');
    expect(status).toBe(413);
    expect(bytes).toBeLessThan(40 * megabyte);
  });

  test('more files than are taken', async () => {
    const map = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, [`variables.files.${i}`]]));
    const { status } = await send(operations(Array(9).fill(null)) + mapping(map) + filePart('f0', 'x') + end);
    expect(status).toBe(413);
  });
});

test('an upload that breaks off leaves nothing behind, and the server answers on', async () => {
  const socket = connect(door.port, '127.0.0.1');
  const body = operations([null]) + mapping({ a: ['variables.files.0'] });
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${multipart['content-type']}\r\nContent-Length: 900000\r\n\r\n${body}` +
      `--${boundary}\r\nContent-Disposition: form-data; name="a"; filename="a.jpg"\r\n\r\n${'x'.repeat(200_000)}`,
  );
  await eventually(async () => (await heldFiles()).length > 0);
  socket.destroy();
  await eventually(async () => (await heldFiles()).length === 0);
  expect((await door.graphql('{ hello }')).body).toEqual({ data: { hello: 'hello' } });
});

test('a second part under the name of the first is not waited for', async () => {
  const body = operations([null]) + mapping({ a: ['variables.files.0'] });
  const { status } = await send(body + filePart('a', '\x07') + filePart('a', 'x'.repeat(500_000)) + end);
  expect(status).toBe(200);
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDataDir } from '../../helpers/database.ts';
import { descendants, type Program, run, runs, until } from '../../helpers/program.ts';
import { startServer, type TestServer } from '../../helpers/server.ts';

const pictures = new URL('../../fixtures/noto/', import.meta.url);
const goods = [
  ['apple', 'Red apple', '1f34e.png'],
  ['guitar', 'Guitar', '1f3b8.png'],
  ['car', 'Automobile', '1f697.png'],
] as const;
const environment = { EMBEDDER_THREADS: '1' };

let server: TestServer;
let folder: Awaited<ReturnType<typeof freshDataDir>>;

beforeAll(async () => {
  folder = await freshDataDir();
  server = await startServer(environment);
  const { catalog, media } = server.parts;
  const products = goods.map(async ([externalId, title, file]) => {
    const { hash } = await media.store(await readFile(new URL(file, pictures)));
    return { externalId, title, images: [{ mediaHash: hash }] };
  });
  await catalog.upsertProducts(await Promise.all(products));
  await server.indexed();
});
afterAll(async () => {
  await server.stop();
  await folder.stop();
});

async function evaluated(queries: readonly object[], ...args: readonly string[]): Promise<Program> {
  const file = join(folder.path, 'queries.jsonl');
  await writeFile(file, queries.map((query) => JSON.stringify(query)).join('\n'));
  return run('scripts/evaluate.ts', environment, ['--url', server.url, '--queries', file, ...args]);
}

test('a running server is measured by questions of its own, each mode beside the others', async () => {
  const command = await evaluated(
    [
      { text: 'guitra', relevant: ['guitar'] },
      { text: 'red apple', relevant: ['car', 'gone'] },
      { photo: new URL('1f34e.png', pictures).pathname, relevant: ['apple'] },
      { product: 'apple', text: 'vehicle', relevant: ['car'] },
    ],
    '--mode',
    'all',
  );
  expect(await command.ended()).toBe(0);
  const said = command.output();
  expect(said).toMatch(/3 products, model starter/);
  expect(said).toMatch(/1 relevant products are not in the catalogue .*: gone/);
  expect(said).toMatch(/your words +2 +HYBRID +\.50 \(\.00–1\.00\)/);
  // a word that no product has is corrected, and nothing else has it
  expect(said).toMatch(/\n +FULL_TEXT +\.50 \(\.00–1\.00\) +\.50/);
  expect(said).toMatch(/\n +VECTOR +\.\d\d/);
  expect(said).toMatch(/\n +TITLES +\.\d\d/);
  expect(said).toMatch(/your photos +1 +PHOTO +1\.00 \(1\.00–1\.00\)/);
  expect(said).toMatch(/your products and words +1 +COMPOSED +1\.00 \(1\.00–1\.00\)/);
  expect(said).toMatch(/"red apple": car .*or 1 more .*; first is Red apple/);
});

test('questions about another catalogue are no measure', async () => {
  const command = await evaluated([{ text: 'red apple', relevant: ['elsewhere'] }]);
  expect(await command.ended()).toBe(1);
  expect(command.output()).toMatch(/None of the relevant products is in the catalogue/);
});

test('a server that does not answer is named', async () => {
  const command = run('scripts/evaluate.ts', environment, ['--url', 'http://127.0.0.1:9']);
  expect(await command.ended()).toBe(1);
  expect(command.output()).toMatch(/http:\/\/127\.0\.0\.1:9\/graphql does not answer/);
});

test('stopped, it leaves no server of its own behind', async () => {
  const command = run('scripts/evaluate.ts', environment);
  await command.says(/still to be indexed/, 120_000);
  const children = descendants(command.child.pid ?? 0);
  expect(children).not.toEqual([]);
  command.child.kill('SIGINT');
  expect(await command.ended()).toBe(130);
  await until(() => !children.some(runs), 5000, 'its children have ended');
});

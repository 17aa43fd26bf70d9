import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { schema } from '../../src/graphql/schema.ts';
import { startServer, type TestServer } from '../helpers/server.ts';

// the page's own scripts, as a browser loads them
const script = async (name: string): Promise<unknown> =>
  import(new URL(`../../src/http/pages/${name}.js`, import.meta.url).href);
const callable = <Called extends (...given: never[]) => unknown>() =>
  z.custom<Called>((it) => typeof it === 'function');

const productForm = z.object({
  title: z.string(),
  mainImage: z.object({ id: z.string(), url: z.string() }),
});
const pageForm = z.object({
  search: z.object({ id: z.string() }),
  totalCount: z.number(),
  timing: z.object({ totalMs: z.number(), embedMs: z.number(), searchMs: z.number() }),
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
  edges: z.array(z.object({ score: z.number(), node: productForm.loose() })),
});
const questionForm = z.object({
  text: z.string().optional(),
  label: z.string().optional(),
  picture: z.string().optional(),
  send: callable<(signal: AbortSignal) => Promise<unknown>>(),
});
const questionsForm = z.object({
  byWords: callable<(text: string) => unknown>(),
  byFile: callable<(file: File) => unknown>(),
  byAddress: callable<(url: string) => unknown>(),
  byPicture: callable<(product: unknown) => unknown>(),
  byProduct: callable<(product: unknown) => unknown>(),
  bySearchId: callable<(id: string, shown: object | null, found: (question: object) => void) => unknown>(),
});
const apiForm = z.object({
  operations: z.record(z.string(), z.string()),
  ask: callable<(query: string, variables?: object) => Promise<unknown>>(),
  watch: callable<(subscriptions: Record<string, (data: unknown) => void>, lost: () => void) => void>(),
});
const viewForm = z.object({
  summary: callable<(page: object, shown: number, ms: number) => string>(),
  standing: callable<(status: object) => string>(),
  lacking: callable<(capabilities: object) => string>(),
});

const { operations, ask, watch } = apiForm.parse(await script('try-api'));
const questions = questionsForm.parse(await script('try-questions'));
const { summary, standing, lacking } = viewForm.parse(await script('try-view'));

test.each(Object.entries(operations))('the schema answers what the page asks: %s', (_name, text) => {
  expect(validate(schema, parse(text))).toEqual([]);
});

describe('on a server', () => {
  const drawings = { Pizza: '1f355.png', Bicycle: '1f6b2.png', Coffee: '2615.png' };
  const bytesOf = (file: string) => readFileSync(new URL(`../fixtures/noto/${file}`, import.meta.url));
  let server: TestServer;

  beforeAll(async () => {
    server = await startServer();
    for (const [title, file] of Object.entries(drawings)) {
      const { hash } = await server.parts.media.store(bytesOf(file));
      await server.parts.catalog.createProduct({ externalId: file, title, images: [{ mediaHash: hash }] });
    }
    await server.indexed();
    // a page's addresses are relative to its own, and its browser says where it is from
    const { fetch } = globalThis;
    vi.stubGlobal('location', new URL('/try', server.url));
    vi.stubGlobal('fetch', (path: string, { headers, ...init }: RequestInit) =>
      fetch(new URL(path, location.href), { ...init, headers: { ...headers, origin: server.url } }),
    );
    // what search knows of the index may be a second old
    await vi.waitFor(
      async () => expect((await send(questions.byWords('pizza'))).edges).toHaveLength(3),
      5000,
    );
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await server.stop();
  });
  afterEach(() => void vi.useRealTimers());

  const send = async (question: unknown) =>
    pageForm.parse(await questionForm.parse(question).send(AbortSignal.timeout(20_000)));
  const titles = ({ edges }: z.infer<typeof pageForm>) => edges.map(({ node }) => node.title);

  test('words, a photo, a picture of the catalogue and a product find', async () => {
    expect(titles(await send(questions.byWords('a bicycle')))[0]).toBe('Bicycle');
    const photo = await send(questions.byFile(new File([bytesOf('1f355.png')], 'mine.png')));
    expect(titles(photo)[0]).toBe('Pizza');
    const [pizza] = photo.edges;
    expect(titles(await send(questions.byPicture(pizza?.node)))[0]).toBe('Pizza');
    expect(titles(await send(questions.byProduct(pizza?.node))).toSorted()).toEqual(['Bicycle', 'Coffee']);
  });

  test('a photo is shown before its answer, from the page’s own host afterwards', async () => {
    const chosen = questionForm.parse(questions.byFile(new File(['any'], 'mine.png')));
    expect(chosen).toMatchObject({ label: 'mine.png', picture: expect.stringMatching(/^blob:/) });
    const [best] = (await send(questions.byWords('pizza'))).edges;
    const { picture = '' } = questionForm.parse(questions.byPicture(best?.node));
    expect(picture).toMatch(/^\/pictures\/[\da-f]{64}\?w=400$/);
    expect((await fetch(picture, {})).headers.get('content-type')).toBe('image/webp');
  });

  test('a search is opened again by its id, and one that is gone says so', async () => {
    const { search, edges } = await send(questions.byWords('pizza'));
    const found: object[] = [];
    const again = await send(questions.bySearchId(search.id, null, (question) => found.push(question)));
    expect(again.edges).toEqual(edges);
    expect(found).toEqual([{ text: 'pizza', label: undefined }]);
    const gone = Buffer.from('Search:11111111-1111-4111-8111-111111111111').toString('base64url');
    await expect(send(questions.bySearchId(gone, null, () => {}))).rejects.toThrow(/not kept any more/);
  });

  test('a refusal is said in the server’s words', async () => {
    const text = new File(['no picture'], 'photo.jpg');
    await expect(send(questions.byFile(text))).rejects.toThrow(/no picture of a known format/);
    await expect(send(questions.byAddress('http://127.0.0.1:1/a.png'))).rejects.toThrow(/public addresses/);
    vi.stubGlobal('location', new URL('http://127.0.0.1:1/try'));
    await expect(send(questions.byWords('pizza'))).rejects.toThrow(/did not answer/);
    vi.stubGlobal('location', new URL('/try', server.url));
  });

  test('the shop window shows the catalogue', async () => {
    const shown = z
      .object({
        demo: z.object({ nodes: z.array(productForm) }),
        window: z.object({ nodes: z.array(productForm) }),
      })
      .parse(await ask(operations.window ?? '', { demo: ['1f6b2.png'] }));
    expect(shown.demo.nodes.map(({ title }) => title)).toEqual(['Bicycle']);
    expect(shown.window.nodes.map(({ title }) => title)).toEqual(Object.keys(drawings));
  });

  test('the state of index and model comes by itself, again after the connection was lost', async () => {
    const sockets: WebSocket[] = [];
    const { WebSocket: Socket } = globalThis;
    vi.stubGlobal(
      'WebSocket',
      class extends Socket {
        constructor(url: string | URL, protocol: string) {
          super(url, protocol);
          sockets.push(this);
        }
      },
    );
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const told: Record<string, unknown>[] = [];
    const lost = vi.fn();
    watch({ works: (data) => told.push({ works: data }), index: (data) => told.push({ index: data }) }, lost);
    const index = { indexStatus: { products: 3, images: { total: 3, indexed: 3, pending: 0, failed: 0 } } };
    const works = { capabilities: { searchByImage: { available: true, reason: null } } };
    await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining([{ index }, { works }])));
    told.length = 0;
    sockets[0]?.close();
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    vi.advanceTimersByTime(3000);
    await vi.waitFor(() => expect(told).toEqual(expect.arrayContaining([{ index }, { works }])));
    sockets[1]?.close();
    await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(2));
  });
});

test('what was found is said in a sentence', () => {
  const timing = { totalMs: 21.6, embedMs: 13.2, searchMs: 8.4 };
  expect(summary({ totalCount: 1000, timing }, 24, 40.2)).toBe(
    'The best 24 products in 40 ms (server 22 ms: model 13, search 8).',
  );
  expect(summary({ totalCount: 1, timing }, 1, 40)).toMatch(/^1 product in/);
  expect(summary({ totalCount: 0, timing }, 0, 40)).toMatch(/^Nothing found/);
});

test('where the index and the model stand is said in a sentence', () => {
  const images = { total: 1508, indexed: 300, pending: 1208, failed: 0 };
  expect(standing({ products: 1508, images })).toMatch(/^300 of 1.508 pictures indexed/);
  expect(standing({ products: 2, images: { total: 2, indexed: 1, pending: 0, failed: 1 } })).toBe(
    '2 products, index complete; 1 pictures could not be indexed.',
  );
  expect(standing({ products: 0, images })).toBe('The catalogue is empty.');
  expect(lacking({ searchByImage: { available: true, reason: null } })).toBe('');
  expect(lacking({ searchByImage: { available: false, reason: 'MODEL is none.' } })).toMatch(/MODEL is none/);
});

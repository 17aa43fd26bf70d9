import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, send } from '../helpers/client.ts';
import { type FreshDatabase, freshDatabase } from '../helpers/database.ts';
import { descendants, freePort, type Program, run, runs, until } from '../helpers/program.ts';
import { createProduct, indexStatus, product, searchByText } from '../operations.ts';

let database: FreshDatabase;
let started: Program[];

beforeEach(async () => {
  database = await freshDatabase({ LOG_LEVEL: 'info' });
  started = [];
});

afterEach(async () => {
  for (const program of started) {
    const children = descendants(program.child.pid ?? 0);
    program.child.kill('SIGKILL');
    await program.ended();
    // they write into the folder for as long as they live
    await until(() => !children.some(runs), 10_000, 'its children have ended');
  }
  await database.stop();
});

function start(settings: Readonly<Record<string, string>> = {}, args: readonly string[] = []): Program {
  const program = run('src/main.ts', { ...database.environment, PORT: '0', ...settings }, args);
  started.push(program);
  return program;
}

async function addressOf(program: Program): Promise<string> {
  const [, url] = await program.says(/answers at (http:\/\/[^\s"]+)/);
  if (url === undefined) throw new Error('no address');
  return url;
}

describe('a setting that can not be used', () => {
  test.each([
    ['PORT', '70000', /PORT is "70000"; allowed is a whole number from 0 to 65535/],
    ['DATABASE_URL', 'mysql://nowhere', /DATABASE_URL is .*postgres:\/\//],
    ['CORS_ORIGINS', 'https://a.example/path', /CORS_ORIGINS/],
    ['MODEL', '../elsewhere', /MODEL is/],
  ])('%s=%s is refused in one line, with exit code 2', async (name, value, message) => {
    const program = start({ [name]: value });
    expect(await program.ended()).toBe(2);
    expect(program.output()).toMatch(message);
    expect(program.output().trim().split('\n')).toHaveLength(1);
  });
});

test('--help lists every setting and starts nothing', async () => {
  const program = start({}, ['--help']);
  expect(await program.ended()).toBe(0);
  expect(program.output()).toMatch(/MODEL_WAIT_MS[\s\S]*default: 5000 \(ms\)/);
});

test('a taken port is one line and exit code 2', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const program = start({ PORT: String(address.port) });
  expect(await program.ended()).toBe(2);
  expect(program.output().trim().split('\n')).toHaveLength(1);
  expect(program.output()).toMatch(new RegExp(`port ${address.port} .* is taken`));
  other.close();
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s stops it within 5 s and leaves no child', async (signal) => {
  const program = start();
  await addressOf(program);
  const children = descendants(program.child.pid ?? 0);
  expect(children.length).toBeGreaterThanOrEqual(1);
  const asked = Date.now();
  program.child.kill(signal);
  expect(await program.ended()).toBe(0);
  expect(Date.now() - asked).toBeLessThan(5000);
  expect(children.filter(runs)).toEqual([]);
});

test('after kill -9 its children end within 2 s and the next start has what was acknowledged', async () => {
  const first = start();
  const url = await addressOf(first);
  const created = dataOf(await send(url, createProduct, { input: { externalId: 'kept', title: 'Kept' } }));
  expect(created.createProduct.__typename).toBe('CreateProductSuccess');
  const children = descendants(first.child.pid ?? 0);
  first.child.kill('SIGKILL');
  await until(() => !children.some(runs), 2000, 'children gone');

  const again = await addressOf(start());
  const answer = dataOf(await send(again, product, { by: { externalId: 'kept' } }));
  expect(answer.product?.title).toBe('Kept');
});

test.skipIf(process.env.TEST_DATABASE_URL)(
  'a second start on one embedded database says who holds it',
  async () => {
    const first = start();
    await addressOf(first);
    const second = start({ PORT: String(await freePort()) });
    expect(await second.ended()).not.toBe(0);
    expect(second.output()).toMatch(/process \d+/);
  },
  40_000,
);

test('the demo is killed while it is indexed, and the next start brings all of it', async () => {
  const first = start({ DEMO: 'on' });
  const url = await addressOf(first);
  const statusAt = async (address: string) => dataOf(await send(address, indexStatus)).indexStatus;
  await until(async () => (await statusAt(url)).images.indexed > 50, 60_000, 'fifty pictures indexed');
  const early = dataOf(await send(url, searchByText, { text: 'fruit', first: 5 })).searchByText;
  expect(early.nodes).toHaveLength(5);
  expect(early.notices).toContainEqual({ code: 'INDEX_INCOMPLETE' });
  first.child.kill('SIGKILL');
  await first.ended();

  const second = start({ DEMO: 'on' });
  const again = await addressOf(second);
  await until(
    async () => {
      const { images, products } = await statusAt(again);
      return images.pending === 0 && products >= 1400 && /demo: loaded/.test(second.output());
    },
    420_000,
    'the whole demo indexed',
  );
  const status = await statusAt(again);
  expect(status).toMatchObject({ coverage: 1, images: { failed: 0 } });
  expect(status.images.total).toBe(status.products);
}, 480_000);

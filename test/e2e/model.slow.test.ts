import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { readManifest } from '../../src/embedding/manifest.ts';
import { startHub, type TestHub } from '../embedding/install/hub-server.ts';
import { freshFolder, starterFolder, starterOnHub } from '../embedding/install/registry.ts';
import { descendants, type Program, run, runs, until } from '../helpers/program.ts';

const name = 'shop-model';
let hub: TestHub;
let modelsDir: string;
let settings: Record<string, string>;

beforeEach(async () => {
  const { model, served } = starterOnHub();
  hub = await startHub(served);
  modelsDir = await freshFolder();
  const registry = join(await freshFolder(), 'registry.json');
  writeFileSync(registry, JSON.stringify([model]));
  settings = { MODELS_DIR: modelsDir, MODEL_HUB: hub.url, TEST_REGISTRY: registry, EMBEDDER_THREADS: '1' };
});

function model(...args: string[]): Program {
  const program = run('test/e2e/model.script.ts', settings, args);
  onTestFinished(() => {
    program.child.kill('SIGKILL');
  });
  return program;
}

async function output(...args: string[]): Promise<{ code: number | string; said: string }> {
  const program = model(...args);
  return { code: await program.ended(), said: program.output() };
}

const part = () => join(modelsDir, '.installing', name, 'text.onnx.part');
const partBytes = () => (existsSync(part()) ? statSync(part()).size : 0);

/** Gives the text tower slowly, the first time. */
const heldAtBytes = 2e6;

function dripText(): void {
  hub.behave((_, response, { bytes, nth, etag }) => {
    if (nth > 1 || bytes.length < 11e6) return false;
    response.writeHead(200, { etag, 'content-length': bytes.length });
    let at = 0;
    const timer = setInterval(() => {
      // the rest never comes, so that nothing is over before it is looked at
      if (at < heldAtBytes) response.write(bytes.subarray(at, at + 100_000));
      at += 100_000;
    }, 20);
    response.on('close', () => clearInterval(timer));
    return true;
  });
}

test('a model is listed, installed, checked and removed', async () => {
  expect((await output('list')).said).toMatch(
    /shop-model: The starter, from a hub[\s\S]*state\s+not installed/,
  );
  const installed = await output('install', name);
  expect(installed).toMatchObject({
    code: 0,
    said: expect.stringMatching(/installed shop-model \(256 dimensions/),
  });
  await readManifest(join(modelsDir, name));
  expect((await output('list')).said).toMatch(/state\s+installed\n\s+size\s+25 MB/);
  expect((await output('install', name)).said).toMatch(/is installed already, and its files are whole/);
  expect(await output('check', name)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/self-check\s+passed/),
  });
  expect(await output('remove', name)).toMatchObject({
    code: 2,
    said: expect.stringMatching(/--yes is needed/),
  });
  expect((await output('remove', name, '--yes')).code).toBe(0);
  expect(readdirSync(modelsDir)).toEqual([]);
});

test('killed while it fetches, it leaves no model, and the next one goes on', async () => {
  dripText();
  const killed = model('install', name);
  await until(() => partBytes() > 500_000, 30_000, 'half a megabyte');
  killed.child.kill('SIGKILL');
  await killed.ended();
  expect(existsSync(join(modelsDir, name))).toBe(false);
  const had = partBytes();

  expect(await output('install', name)).toMatchObject({ code: 0 });
  await readManifest(join(modelsDir, name));
  const resumed = hub.asked.filter(({ path }) => path.endsWith('text.onnx')).at(-1);
  expect(resumed?.headers.range).toBe(`bytes=${had}-`);
  expect(readdirSync(join(modelsDir, '.installing'))).toEqual([]);
});

test('killed while it tries the model, the child goes with it, and the next one fetches nothing', async () => {
  const killed = model('install', name);
  let children: number[] = [];
  await until(
    () => {
      children = descendants(killed.child.pid ?? 0);
      return children.length > 0;
    },
    30_000,
    'the model tried',
  );
  killed.child.kill('SIGKILL');
  await killed.ended();
  await until(() => !children.some(runs), 5000, 'the child gone');
  const asked = hub.asked.length;
  expect(await output('install', name)).toMatchObject({ code: 0 });
  expect(hub.asked).toHaveLength(asked);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s keeps what came and says so', async (signal) => {
  dripText();
  const stopped = model('install', name);
  await until(() => partBytes() > 300_000, 30_000, 'some of it');
  stopped.child.kill(signal);
  expect(await stopped.ended()).toBe(130);
  expect(stopped.output()).toMatch(/stopped: what was fetched is kept, and the same command goes on/);
  expect(partBytes()).toBeGreaterThan(300_000);
  expect((await output('list')).said).toMatch(/begun\s+\d+(\.\d)? MB are there/);
});

test('a second one beside it says who is at it', async () => {
  dripText();
  const first = model('install', name);
  await until(() => partBytes() > 0, 30_000, 'the first at it');
  const second = await output('install', name);
  expect(second).toMatchObject({ code: 1, said: expect.stringMatching(`by process ${first.child.pid}`) });
  expect((await output('list')).said).toMatch(/state\s+being fetched/);
});

test('a hub that is away is told in one line', async () => {
  settings.MODEL_HUB = 'http://127.0.0.1:1';
  const { code, said } = await output('install', name);
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toHaveLength(1);
  expect(said).toMatch(/can't be reached.*the model in use stays.*--from FOLDER\|FILE\.tar/);
});

test('the token is shown nowhere', async () => {
  settings.MODEL_HUB_TOKEN = 'hf_verysecret';
  hub.behave((_, response) => {
    response.writeHead(401).end();
    return true;
  });
  const { code, said } = await output('install', name);
  expect(code).toBe(1);
  expect(said).toMatch(/answers 401/);
  expect(said).not.toContain('verysecret');
  expect(hub.asked[0]?.headers.authorization).toBe('Bearer hf_verysecret');
});

describe('called wrongly', () => {
  test.each<[string, string[], RegExp]>([
    ['without a command', [], /usage: npm run model/],
    ['with an unknown one', ['fetch'], /there is no command fetch/],
    ['without a name', ['install'], /NAME is missing; see npm run model -- install --help/],
    ['with an unknown name', ['install', 'nope'], /No known model is called nope: take one of shop-model/],
    ['with too much', ['install', 'a', 'b'], /b is too much/],
    ['with another command’s flag', ['list', '--yes'], /--yes is not for list/],
    ['with an unknown flag', ['check', '--hard'], /Unknown option '--hard'/],
  ])('%s it ends with 2 and says so', async (_, args, message) => {
    expect(await output(...args)).toMatchObject({ code: 2, said: expect.stringMatching(message) });
  });

  test.each(['list', 'install', 'check', 'remove'])('%s --help says how', async (command) => {
    const { code, said } = await output(command, '--help');
    expect(code).toBe(0);
    expect(said).toMatch(`usage: npm run model -- ${command}`);
  });

  test('a folder that is no model ends check with 1', async () => {
    await cp(starterFolder, join(modelsDir, 'broken'), { recursive: true });
    writeFileSync(join(modelsDir, 'broken/image.onnx'), 'no');
    expect(await output('check', join(modelsDir, 'broken'))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/image\.onnx with sha256/),
    });
  });
});

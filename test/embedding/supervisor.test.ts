import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { EmbedderCrashed } from '../../src/embedding/crashed.ts';
import {
  alteredModel,
  becomes,
  childrenOf,
  codeOf,
  drawing,
  embedderForTest,
  onlyChild,
  runs,
} from './helpers.ts';

const picture = drawing('1f3b8');
const pictures = ['1f34e', '1f355', '1f697', '1f6b2'].map(drawing);
const patient = { waitMs: 60_000 };
const bulk = { ...patient, priority: 'bulk' } as const;

const gone = (pid: number, withinMs: number) =>
  vi.waitFor(() => expect(runs(pid)).toBe(false), { timeout: withinMs, interval: 20 });
/** By then every call is on its way to the stopped process, which shows nothing of it. */
const taken = () => new Promise((resolve) => setTimeout(resolve, 1000));
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('while the model loads', () => {
  test('a call that does not wait is told when to try again, one that waits gets its vector', async () => {
    const embedder = await embedderForTest();
    expect(embedder.state()).toMatchObject({ state: 'loading' });
    expect(embedder.model).toMatchObject({ name: 'starter', dimensions: 256 });
    await expect(embedder.embedText('shoe', { waitMs: 0 })).rejects.toMatchObject({
      code: 'MODEL_LOADING',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await embedder.embedText('shoe', patient)).toHaveLength(256);
    expect(embedder.state()).toEqual({ state: 'ready' });
  });

  test('a caller that leaves stops waiting', async () => {
    const embedder = await embedderForTest();
    await expect(
      embedder.embedImage(picture, { ...patient, signal: AbortSignal.timeout(5) }),
    ).rejects.toThrow('timeout');
  });

  test('each change of state is announced', async () => {
    const embedder = await embedderForTest();
    const seen: string[] = [];
    const end = embedder.onChange(() => seen.push(embedder.state().state));
    await becomes(embedder, 'ready');
    expect(seen.at(-1)).toBe('ready');
    end();
    const before = seen.length;
    await embedder.stop();
    expect(seen).toHaveLength(before);
  });
});

describe('the process comes back', () => {
  test('after kill -9: a picture that was alone in hand is told so, then all works again', async () => {
    const embedder = await embedderForTest();
    await embedder.embedImage(picture, patient);
    const child = onlyChild();
    process.kill(child, 'SIGSTOP');
    const failed = caught(embedder.embedImage(picture, bulk));
    await taken();
    process.kill(child, 'SIGKILL');
    const error = await failed;
    expect(error).toBeInstanceOf(EmbedderCrashed);
    expect(error).toMatchObject({
      code: 'MODEL_LOADING',
      picturesInHand: 1,
      retryAfterSeconds: expect.any(Number),
    });
    expect(embedder.state()).toMatchObject({ state: 'loading', reason: expect.stringContaining('SIGKILL') });
    expect((await embedder.embedImage(picture, bulk)).vector).toHaveLength(256);
    expect(onlyChild()).not.toBe(child);
  });

  test('with several in hand, each learns how many; interactive ones are asked again by themselves', async () => {
    const embedder = await embedderForTest({ MODEL_WAIT_MS: 60_000 });
    await embedder.embedText('warm', patient);
    const child = onlyChild();
    process.kill(child, 'SIGSTOP');
    const interactive = pictures.slice(1).map((bytes) => embedder.embedImage(bytes, patient));
    const inBulk = caught(embedder.embedImage(picture, bulk));
    await taken();
    process.kill(child, 'SIGKILL');
    expect(await inBulk).toMatchObject({ name: 'EmbedderCrashed', picturesInHand: 4 });
    for (const { vector } of await Promise.all(interactive)) expect(vector).toHaveLength(256);
  });

  test('after silence while work waits', async () => {
    const embedder = await embedderForTest({ EMBEDDER_TIMEOUT_MS: 3000 });
    await embedder.embedText('warm', patient);
    const child = onlyChild();
    process.kill(child, 'SIGSTOP');
    const error = await caught(embedder.embedImage(picture, bulk));
    expect(error).toMatchObject({ name: 'EmbedderCrashed' });
    expect(embedder.state()).toMatchObject({ reason: expect.stringContaining('it was silent for 3000 ms') });
    expect(runs(child)).toBe(false);
    expect((await embedder.embedImage(picture, bulk)).vector).toHaveLength(256);
  });

  test('after too much memory, saying which setting decides', async () => {
    const embedder = await embedderForTest({ EMBEDDER_MAX_MB: 40 });
    await vi.waitFor(
      () =>
        expect(embedder.state()).toMatchObject({
          state: 'loading',
          reason: expect.stringContaining('EMBEDDER_MAX_MB (40)'),
        }),
      { timeout: 60_000 },
    );
  });
});

describe('nothing is left behind', () => {
  test('stop ends the process, and what is in hand or comes later is refused', async () => {
    const embedder = await embedderForTest();
    await embedder.embedText('warm', patient);
    const child = onlyChild();
    const inHand = Promise.all(pictures.map((bytes) => codeOf(embedder.embedImage(bytes, bulk))));
    await embedder.stop();
    expect(runs(child)).toBe(false);
    for (const code of await inHand) expect(['MODEL_UNAVAILABLE', 'none']).toContain(code);
    expect(await codeOf(embedder.embedImage(picture))).toBe('MODEL_UNAVAILABLE');
    expect(await codeOf(embedder.inspect(picture))).toBe('MODEL_UNAVAILABLE');
    expect(childrenOf(process.pid)).toEqual([]);
  });

  test('stop right after the start', async () => {
    const embedder = await embedderForTest();
    await embedder.stop();
    expect(childrenOf(process.pid)).toEqual([]);
  });

  test('kill -9 of the parent at work ends the child within 2 seconds', async () => {
    const program = fileURLToPath(new URL('./parent.ts', import.meta.url));
    const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const child = onlyChild(parent.pid);
    parent.kill('SIGKILL');
    await gone(child, 2000);
  });
});

describe('a model folder that is no good switches the model off, with the reason', () => {
  test('no such folder', async () => {
    const embedder = await embedderForTest({ MODEL: 'absent' });
    expect(embedder.state()).toEqual({
      state: 'off',
      reason: expect.stringMatching(/no readable absent\/model\.json.*set MODEL/),
    });
    expect(await codeOf(embedder.embedText('shoe'))).toBe('MODEL_UNAVAILABLE');
    expect(await embedder.inspect(picture)).toMatchObject({ format: 'png' });
  });

  test('a file that was changed', async () => {
    const { folder, settings } = await alteredModel((manifest) => manifest);
    await writeFile(join(folder, 'tokenizer_config.json'), '{}');
    const embedder = await embedderForTest(settings);
    await becomes(embedder, 'off');
    expect(embedder.state()).toMatchObject({
      reason: expect.stringMatching(/tokenizer_config\.json is not the file .*restore it/),
    });
    expect(embedder.model).toBeUndefined();
    expect(await codeOf(embedder.embedImage(picture))).toBe('MODEL_UNAVAILABLE');
    expect(await embedder.inspect(picture)).toMatchObject({ format: 'png' });
  });

  test('a self-check that gives another vector', async () => {
    const { settings } = await alteredModel((manifest) => ({
      ...manifest,
      selfCheck: { ...manifest.selfCheck, text: { ...manifest.selfCheck.text, text: 'something else' } },
    }));
    const embedder = await embedderForTest(settings);
    await becomes(embedder, 'off');
    expect(embedder.state()).toMatchObject({
      reason: expect.stringMatching(/self-check failed, the text "something else"/),
    });
  });

  test('weights that are no ONNX file, with a hash that says they should be', async () => {
    const junk = Buffer.from('not what it was meant to be');
    const sha256 = createHash('sha256').update(junk).digest('hex');
    const { folder, settings } = await alteredModel((manifest) => ({
      ...manifest,
      sha256: { ...manifest.sha256, 'image.onnx': sha256 },
    }));
    await writeFile(join(folder, 'image.onnx'), junk);
    const embedder = await embedderForTest(settings);
    await becomes(embedder, 'off');
    expect(embedder.state()).toMatchObject({ reason: expect.stringMatching(/could not be opened.*restore/) });
  });

  test('an output that the weights lack', async () => {
    const { settings } = await alteredModel((manifest) => ({
      ...manifest,
      text: { ...manifest.text, output: 'sentence' },
    }));
    const embedder = await embedderForTest(settings);
    await becomes(embedder, 'off');
    expect(embedder.state()).toMatchObject({
      reason: expect.stringMatching(/has no sentence; it has .*text_embeds/),
    });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import { type Manifest, parseManifest } from '../../src/embedding/manifest.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import { VitrineError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modelsFolder = join(root, 'models');
export const starterFolder = join(modelsFolder, 'starter');
const starterManifest = parseManifest(readFileSync(join(starterFolder, 'model.json'), 'utf8'), 'model.json');

const silentLog = createLog({ level: 'silent', format: 'json' });

/** A picture of the fixtures, by its code point. */
export function drawing(code: string): Buffer {
  return readFileSync(join(root, 'test/fixtures/noto', `${code}.png`));
}

/** An embedder over the starter model; whoever starts it stops it. */
export function newEmbedder(overrides: Partial<Config> = {}): Promise<Embedder> {
  const config = { ...readConfig({}), MODELS_DIR: modelsFolder, EMBEDDER_THREADS: 1, ...overrides };
  return createEmbedder({ config, log: silentLog });
}

/** An embedder that ends with the test. */
export async function embedderForTest(overrides: Partial<Config> = {}): Promise<Embedder> {
  const embedder = await newEmbedder(overrides);
  onTestFinished(() => embedder.stop());
  return embedder;
}

/** A copy of the starter's folder with another manifest, as MODELS_DIR and MODEL; removed with the test. */
export async function alteredModel(alter: (manifest: Manifest) => unknown) {
  const models = await mkdtemp(join(tmpdir(), 'vitrine-models-'));
  onTestFinished(() => rm(models, { recursive: true, force: true }));
  const folder = join(models, 'altered');
  await cp(starterFolder, folder, { recursive: true });
  await writeFile(join(folder, 'model.json'), JSON.stringify(alter(structuredClone(starterManifest))));
  return { folder, settings: { MODELS_DIR: models, MODEL: 'altered' } };
}

/** A process's state and parent; undefined where it has ended, reaped or not. */
function processOf(pid: string | number): { readonly parent: number; readonly command: string } | undefined {
  try {
    const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return state === 'Z' || state === 'X' ? undefined : { parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

/** The processes of the embedder's program that a process started and that still run. */
export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const found = processOf(pid);
    return found?.parent === parent && found.command.includes('child/main.ts');
  });
}

/** The one process that opens pictures here. */
export function onlyChild(parent = process.pid): number {
  const [child, ...others] = childrenOf(parent);
  if (child === undefined || others.length > 0)
    throw new Error(`expected one child, found ${[child, ...others]}`);
  return child;
}

export function runs(pid: number): boolean {
  return processOf(pid) !== undefined;
}

export async function becomes(embedder: Embedder, state: 'off' | 'loading' | 'ready'): Promise<void> {
  await vi.waitFor(() => {
    const now = embedder.state();
    if (now.state !== state) throw new Error(`the state is ${JSON.stringify(now)}`);
  }, 60_000);
}

/** The code that a promise is rejected with. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof VitrineError) return error.code;
    throw error;
  }
  return 'none';
}

export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}

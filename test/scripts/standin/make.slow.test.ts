import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeStandIn } from '../../../scripts/standin/folder.ts';
import { createEmbedder } from '../../../src/embedding/embedder.ts';
import type { Embedder } from '../../../src/embedding/types.ts';
import { createLog } from '../../../src/log.ts';
import { serverUrl } from '../../helpers/database.ts';

// packages are installed, 150 MB of weights made
vi.setConfig({ hookTimeout: 600_000, testTimeout: 600_000 });

function hasPython(): boolean {
  try {
    execFileSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const name = 'stand-in-clip-vit-base-patch32';

// it has nothing to do with a database, so that one of the suites is enough
describe.runIf(hasPython() && serverUrl === undefined)('the stand-in of CLIP ViT-B/32 at 8 bit', () => {
  let models: string;
  let embedder: Embedder;
  const made = (said: string[] = []) =>
    makeStandIn({
      form: 'clip',
      precision: 'int8',
      models,
      venv: join(models, 'python'),
      say: (line) => said.push(line),
      signal: new AbortController().signal,
    });

  beforeAll(async () => {
    models = await mkdtemp(join(tmpdir(), 'vitrine-stand-in-'));
    await made();
    embedder = await createEmbedder({
      config: {
        MODEL: name,
        MODELS_DIR: models,
        MODEL_WAIT_MS: 120_000,
        EMBEDDER_THREADS: 1,
        EMBEDDER_MAX_MB: 2000,
        EMBEDDER_TIMEOUT_MS: 120_000,
      },
      log: createLog({ level: 'silent', format: 'json' }),
    });
  });
  afterAll(async () => {
    await embedder.stop();
    await rm(models, { recursive: true, force: true });
  });

  test('is as large as what it stands in for', async () => {
    const sizes = await Promise.all(
      ['vision_model_quantized.onnx', 'text_model_quantized.onnx'].map(
        async (file) => (await stat(join(models, name, file))).size,
      ),
    );
    // those of Xenova/clip-vit-base-patch32
    expect(sizes[0]).toSatisfy((bytes: number) => Math.abs(bytes / 89_117_001 - 1) < 0.01);
    expect(sizes[1]).toSatisfy((bytes: number) => Math.abs(bytes / 64_504_507 - 1) < 0.01);
  });

  test('embeds photos and texts, each otherwise', async () => {
    const photo = await readFile('bench/photo.jpg');
    const { vector } = await embedder.embedImage(photo);
    const [dress, shoe] = await embedder.embedTexts(['a red dress', 'a blue shoe']);
    expect(vector).toHaveLength(512);
    const cosine = dress?.reduce((sum, value, at) => sum + value * (shoe?.[at] ?? 0), 0);
    expect(cosine).toBeLessThan(0.99);
  });

  test('is not made again where it is there', async () => {
    const said: string[] = [];
    expect(await made(said)).toMatchObject({ made: false });
    expect(said).toEqual([]);
  });

  test('is the same bytes each time', async () => {
    const hashOf = async (folder: string) =>
      createHash('sha256')
        .update(await readFile(join(folder, 'vision_model_quantized.onnx')))
        .digest('hex');
    const first = await hashOf(join(models, name));
    await rm(join(models, name), { recursive: true });
    await made();
    expect(await hashOf(join(models, name))).toBe(first);
  });
});

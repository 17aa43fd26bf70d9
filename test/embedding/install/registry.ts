import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseDraft } from '../../../src/embedding/manifest.ts';
import type { KnownFile, KnownModel } from '../../../src/embedding/registry.ts';

export const starterFolder = fileURLToPath(new URL('../../../models/starter', import.meta.url));

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const repository = 'shop/starter';
const revision = '0123456789abcdef';
const paths = {
  'image.onnx': 'onnx/image.onnx',
  'text.onnx': 'onnx/text.onnx',
  'tokenizer.json': 'tokenizer.json',
  'tokenizer_config.json': 'tokenizer_config.json',
} as const;

/** The starter as a model that a hub has: its files, and what a registry says of it. */
export function starterOnHub(alter: (file: KnownFile) => KnownFile = (file) => file) {
  const bytesOf = (name: string) => readFileSync(join(starterFolder, name));
  const files = Object.entries(paths).map(([name, path]) => {
    const bytes = bytesOf(name);
    return alter({ path, name, bytes: bytes.length, sha256: sha256(bytes) });
  });
  const { selfCheck: _, sha256: __, ...own } = JSON.parse(bytesOf('model.json').toString('utf8'));
  const model: KnownModel = {
    title: 'The starter, from a hub',
    about: 'For tests.',
    repository,
    revision,
    files,
    quality: null,
    tolerance: 0.005,
    draft: parseDraft(JSON.stringify({ ...own, name: 'shop-model' }), 'model.json'),
  };
  const served = Object.fromEntries(
    Object.entries(paths).map(([name, path]) => [
      `/${repository}/resolve/${revision}/${path}`,
      bytesOf(name),
    ]),
  );
  return { model, served };
}

/** An empty folder that goes with the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-install-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

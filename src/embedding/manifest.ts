import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { messageOf } from '../errors.ts';
import {
  draftForm,
  type ImageTower,
  type Manifest,
  type ManifestDraft,
  manifestFiles,
  manifestForm,
} from './manifest-form.ts';
import type { ModelIdentity } from './types.ts';

export {
  type ImageTower,
  type Manifest,
  type ManifestDraft,
  manifestFiles,
  type TextTower,
} from './manifest-form.ts';

/** A model folder that can't be used; the message says what is wrong, where, and what to do. */
export class ModelFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelFolderError';
  }
}

/** @throws {ModelFolderError} naming each field that is wrong; `where` names the file in the message */
export function parseManifest(json: string, where: string): Manifest {
  return parse(manifestForm, json, where);
}

/** As {@link parseManifest}, of one that an installation completes. */
export function parseDraft(json: string, where: string): ManifestDraft {
  return parse(draftForm, json, where);
}

function parse<Value>(form: z.ZodType<Value>, json: string, where: string): Value {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ModelFolderError(`${where} is no JSON (${messageOf(error)}): restore the file.`);
  }
  const result = form.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the whole'}: ${issue.message}`,
  );
  throw new ModelFolderError(
    `${where} is not as expected (${faults.join('; ')}): correct it, see models/README.md.`,
  );
}

/**
 * Reads a model folder's manifest and sees that its files are there; their hashes are checked where they are loaded.
 * @throws {ModelFolderError} with what to do
 */
export async function readManifest(folder: string): Promise<Manifest> {
  // front ends are shown the reason: it tells them nothing of where the folder lies
  const where = `${basename(folder)}/model.json`;
  const json = await readFile(join(folder, 'model.json'), 'utf8').catch(() => {
    throw new ModelFolderError(
      `MODELS_DIR has no readable ${where}: put that model folder there, or set MODEL to one that is there, or to none.`,
    );
  });
  const manifest = parseManifest(json, where);
  for (const file of manifestFiles(manifest)) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found?.isFile() !== true) {
      throw new ModelFolderError(`${where} names ${file}, which is missing there: restore the file.`);
    }
  }
  return manifest;
}

/**
 * By a tower's way of resizing; raised when the code changes what is fed to a model, so that vectors from before don't
 * meet those from after.
 */
const preprocessingRevision: Record<ImageTower['resize'], number> = { pad: 1, squash: 2, cover: 2 };

/**
 * What decides a vector, as one hash: the weights', the tokenizer's, and how pictures and words are prepared. Names,
 * batch size, calibration and self-check are no part of it.
 */
export function fingerprintOf({ dimensions, image, text, selfCheck, sha256: hashes }: Manifest): string {
  const named = [image.file, text.file, text.tokenizer, text.tokenizerConfig, selfCheck.image.file];
  const others = Object.entries(hashes).filter(([file]) => !named.includes(file));
  const facts = [
    preprocessingRevision[image.resize],
    dimensions,
    others.map(([, hash]) => hash).sort(),
    [
      hashes[image.file],
      image.input,
      image.output,
      image.size,
      image.resize,
      image.kernel,
      image.mean,
      image.std,
    ],
    [
      hashes[text.file],
      hashes[text.tokenizer],
      hashes[text.tokenizerConfig],
      text.input,
      text.mask,
      text.output,
    ],
    [text.context, text.pad?.length ?? null, text.pad?.id ?? null, text.endId ?? null],
    [text.lowerCase, text.stripPunctuation],
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

export function identityOf(manifest: Manifest): ModelIdentity {
  const { name, version, dimensions, languages, calibration, standIn } = manifest;
  return { name, version, dimensions, languages, fingerprint: fingerprintOf(manifest), calibration, standIn };
}

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import type { ModelIdentity } from './types.ts';

/** A file of the model's own folder, never a path out of it. */
const fileName = z.string().regex(/^[\w][\w.-]*$/, 'must be the name of a file in the model folder');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a sha256 in lower case hex');
const tensorName = z.string().min(1);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);
const tokenId = z.int().nonnegative();

const imageTower = z.strictObject({
  file: fileName,
  input: tensorName,
  output: tensorName,
  /** Both sides of the square that the model sees, in pixels. */
  size: z.int().min(16).max(2048),
  /** pad: the whole picture on white; squash: both sides stretched; cover: short side, then the centre. */
  resize: z.enum(['pad', 'squash', 'cover']),
  kernel: z.enum(['bicubic', 'bilinear']),
  /** Of a channel's values scaled to 0..1: (value - mean) / std. */
  mean: perChannel,
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  /** Pictures a run at most; 1 where running several at once gains nothing. */
  maxBatch: z.int().min(1).max(64),
});

const textTower = z.strictObject({
  file: fileName,
  tokenizer: fileName,
  tokenizerConfig: fileName,
  input: tensorName,
  /** The attention mask's input; false where the model takes none. */
  mask: z.union([tensorName, z.literal(false)]),
  output: tensorName,
  /** Tokens at most, special ones included. */
  context: z.int().min(2).max(4096),
  /** Every text is filled up to `length` with token `id`. */
  pad: z.strictObject({ length: z.int().positive(), id: tokenId }).optional(),
  /** The token that stays last where a text is cut at `context`. */
  endId: tokenId.optional(),
  /** What is done to a text before the tokenizer does its own. */
  lowerCase: z.boolean().default(false),
  stripPunctuation: z.boolean().default(false),
});

const cosine = z.number().min(-1).max(1);

/** Lower bounds of cosine similarity, from the strongest match down. */
const strengthBounds = z
  .strictObject({ identical: cosine, strong: cosine, related: cosine, weak: cosine })
  .refine(
    ({ identical, strong, related, weak }) => identical >= strong && strong >= related && related >= weak,
    {
      message: 'must fall from identical over strong and related to weak',
    },
  );

/** The first components of the unit vector that a known input must give. */
const expected = z.array(z.number().min(-1).max(1)).min(4);

const manifestForm = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    version: z.string().min(1).max(64),
    /** pgvector indexes no more than 2,000. */
    dimensions: z.int().min(2).max(2000),
    /** BCP 47 tags of the languages whose words it knows. */
    languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)).min(1),
    licence: z.string().min(1),
    image: imageTower,
    text: textTower,
    /** What its scores mean, of pictures and of words compared with pictures; found from the catalogue where absent. */
    calibration: z.strictObject({ image: strengthBounds, text: strengthBounds }).optional(),
    /** Of every file that is named here, and of any other that the weights need, such as their external data. */
    sha256: z.record(fileName, sha256),
    selfCheck: z.strictObject({
      /** How far a component may be off: processors round differently. */
      tolerance: z.number().positive().max(0.1),
      image: z.strictObject({ file: fileName, vector: expected }),
      text: z.strictObject({ text: z.string().min(1), vector: expected }),
    }),
  })
  .superRefine((manifest, context) => {
    for (const file of manifestFiles(manifest)) {
      if (manifest.sha256[file] === undefined) {
        context.addIssue({ code: 'custom', path: ['sha256', file], message: 'is missing' });
      }
    }
    const { pad, context: tokens } = manifest.text;
    if (pad !== undefined && pad.length > tokens) {
      context.addIssue({
        code: 'custom',
        path: ['text', 'pad', 'length'],
        message: 'is more than text.context',
      });
    }
  });

/** A model folder's `model.json`: everything that decides how its two towers are fed and read. */
export type Manifest = z.output<typeof manifestForm>;
export type ImageTower = Manifest['image'];
export type TextTower = Manifest['text'];

/** A model folder that can't be used; the message says what is wrong, where, and what to do. */
export class ModelFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelFolderError';
  }
}

/** The names of the files that the manifest speaks of, each once. */
export function manifestFiles(manifest: Pick<Manifest, 'image' | 'text' | 'selfCheck' | 'sha256'>): string[] {
  const { image, text, selfCheck, sha256: hashes } = manifest;
  const named = [image.file, text.file, text.tokenizer, text.tokenizerConfig, selfCheck.image.file];
  return [...new Set([...named, ...Object.keys(hashes)])];
}

/** @throws {ModelFolderError} naming each field that is wrong; `where` names the file in the message */
export function parseManifest(json: string, where: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ModelFolderError(`${where} is no JSON (${messageOf(error)}): restore the file.`);
  }
  const result = manifestForm.safeParse(value);
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
  const { name, version, dimensions, languages, calibration } = manifest;
  return { name, version, dimensions, languages, fingerprint: fingerprintOf(manifest), calibration };
}

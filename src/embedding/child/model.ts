import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sha256OfFile } from '../hash.ts';
import {
  type ImageTower,
  type Manifest,
  ModelFolderError,
  manifestFiles,
  readManifest,
  type TextTower,
} from '../manifest.ts';
import { unitVector } from '../vectors.ts';
import { createNormaliser } from './normaliser.ts';
import type { Pictures } from './pictures.ts';
import { loadTokenizer } from './text.ts';

/** A loaded model. */
export interface Model {
  readonly image: ImageTower;
  /** Decoded pictures (RGB, interleaved) → their unit vectors, in one run. */
  embedPictures(pictures: readonly Buffer[]): Promise<Float32Array[]>;
  embedText(text: string): Promise<Float32Array>;
}

async function assertHash(folder: string, file: string, expected: string | undefined): Promise<void> {
  const found = await sha256OfFile(join(folder, file));
  if (found !== expected) {
    throw new ModelFolderError(
      `${basename(folder)}/${file} is not the file that model.json names (sha256 ${found}, expected ${expected}): restore it.`,
    );
  }
}

async function openTower(
  folder: string,
  tower: ImageTower | TextTower,
  threads: number,
): Promise<InferenceSession> {
  const session = await InferenceSession.create(join(folder, tower.file), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // threads that spin for long starve each other where anything else wants the cores, decoding to begin with: by
    // default a run took twice as long then; without any spinning it takes half as long again where nothing does
    extra: { session: { intra_op: { spin_duration_us: '50' } } },
  });
  const inputs = 'mask' in tower && tower.mask !== false ? [tower.input, tower.mask] : [tower.input];
  const lacking = inputs.filter((name) => !session.inputNames.includes(name));
  if (!session.outputNames.includes(tower.output)) lacking.push(tower.output);
  if (lacking.length > 0) {
    const has = `inputs ${session.inputNames.join(', ')}, outputs ${session.outputNames.join(', ')}`;
    throw new ModelFolderError(
      `${basename(folder)}/${tower.file} has no ${lacking.join(', ')}; it has ${has}: correct model.json.`,
    );
  }
  return session;
}

/** The output's rows, each scaled to unit length. */
function unitRows(output: Tensor | undefined, rows: number, dimensions: number): Float32Array[] {
  const values = output?.data;
  if (!(values instanceof Float32Array) || values.length !== rows * dimensions) {
    throw new Error(
      `the model gave ${output?.type} ${output?.dims.join('×')}, expected float32 ${rows}×${dimensions}`,
    );
  }
  return Array.from({ length: rows }, (_, row) =>
    unitVector(values.subarray(row * dimensions, (row + 1) * dimensions)),
  );
}

async function openImageTower(
  folder: string,
  { image, dimensions }: Towers,
  threads: number,
): Promise<Model['embedPictures']> {
  const session = await openTower(folder, image, threads);
  const normalise = createNormaliser(image);
  const { size, input, output } = image;
  const values = 3 * size * size;
  // one for all runs: a run ends before the next begins, and big arrays made anew for each pile up between collections
  const pixels = new Float32Array(image.maxBatch * values);
  return async (pictures) => {
    for (const [index, rgb] of pictures.entries()) normalise(rgb, pixels, index * values);
    const fed = pixels.subarray(0, pictures.length * values);
    const result = await session.run(
      { [input]: new Tensor('float32', fed, [pictures.length, 3, size, size]) },
      [output],
    );
    return unitRows(result[output], pictures.length, dimensions);
  };
}

async function openTextTower(
  folder: string,
  { text: tower, dimensions }: Towers,
  threads: number,
): Promise<Model['embedText']> {
  const session = await openTower(folder, tower, threads);
  const tokenize = await loadTokenizer(folder, tower);
  const tensor = (values: readonly number[]) =>
    tower.inputType === 'int32'
      ? new Tensor('int32', Int32Array.from(values), [1, values.length])
      : new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  return async (text) => {
    const { ids, mask } = tokenize(text);
    const feeds = {
      [tower.input]: tensor(ids),
      ...(tower.mask === false ? {} : { [tower.mask]: tensor(mask) }),
    };
    const result = await session.run(feeds, [tower.output]);
    const [vector] = unitRows(result[tower.output], 1, dimensions);
    if (vector === undefined) throw new Error('the model gave no vector');
    return vector;
  };
}

/** The vectors of a picture file and of a text. */
export async function embedSelfCheck(
  folder: string,
  { picture, text }: { readonly picture: string; readonly text: string },
  model: Model,
  pictures: Pictures,
): Promise<{ readonly ofPicture: Float32Array | undefined; readonly ofText: Float32Array }> {
  const place = { priority: 'interactive', signal: new AbortController().signal } as const;
  const { rgb } = await pictures.decode(await readFile(join(folder, picture)), model.image, {}, place);
  const [ofPicture] = await model.embedPictures([rgb]);
  return { ofPicture, ofText: await model.embedText(text) };
}

/**
 * Sees that what the model says here is what it said where its manifest was written.
 * @throws {ModelFolderError} with how far it is off
 */
export async function selfCheck(
  folder: string,
  { image, text, tolerance }: Manifest['selfCheck'],
  model: Model,
  pictures: Pictures,
): Promise<void> {
  const { ofPicture, ofText } = await embedSelfCheck(
    folder,
    { picture: image.file, text: text.text },
    model,
    pictures,
  );
  for (const [what, got, expected] of [
    [`the picture ${image.file}`, ofPicture, image.vector],
    [`the text ${JSON.stringify(text.text)}`, ofText, text.vector],
  ] as const) {
    const off = Math.max(...expected.map((value, index) => Math.abs(value - (got?.[index] ?? Number.NaN))));
    // NaN is no smaller than anything
    if (!(off <= tolerance)) {
      throw new ModelFolderError(
        `${basename(folder)}/model.json: its self-check failed, ${what} gives a vector that is off by ${off.toFixed(4)} (allowed: ${tolerance}): restore the model folder.`,
      );
    }
  }
}

/** What of a manifest decides how a model is opened and fed. */
export type Towers = Pick<Manifest, 'image' | 'text' | 'dimensions'>;

/** Opens both towers, files unchecked. */
export async function openModel(folder: string, towers: Towers, threads: number): Promise<Model> {
  return {
    image: towers.image,
    embedPictures: await openImageTower(folder, towers, threads),
    embedText: await openTextTower(folder, towers, threads),
  };
}

/**
 * Loads a model folder: files checked against their hashes, both towers opened, the self-check passed.
 * @throws {ModelFolderError} with what is wrong and what to do
 */
export async function loadModel(
  folder: string,
  options: { readonly threads: number; readonly pictures: Pictures },
): Promise<Model> {
  const manifest = await readManifest(folder);
  for (const file of manifestFiles(manifest)) await assertHash(folder, file, manifest.sha256[file]);
  const model = await openModel(folder, manifest, options.threads);
  await selfCheck(folder, manifest.selfCheck, model, options.pictures);
  return model;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import sharp from 'sharp';
import { messageOf } from '../../errors.ts';
import type { ExamineOrder, Found } from '../examine-protocol.ts';
import { type ManifestDraft, ModelFolderError } from '../manifest.ts';
import { embedSelfCheck, type Model, openModel, selfCheck, type Towers } from './model.ts';
import { onnxError } from './onnx-error.ts';
import { createPictures, type Pictures } from './pictures.ts';
import { type Graph, imageTensors, textTensors } from './tensors.ts';
import { loadTokenizer } from './text.ts';

/** Told as each step is passed. */
export type OnPassed = (step: string, found: string) => void;

const checkedComponents = 16;
const selfCheckPicture = 'self-check.png';
const texts = ['a red apple and a blue book', 'a pair of shoes', 'guitar'] as const;
/** Vectors that are closer than this are one and the same, whatever was put in. */
const sameCosine = 0.999_999;

/** Opens a tower to see what it takes and gives; closed again, since two open ones cost twice the memory. */
async function graphOf(folder: string, file: string): Promise<Graph> {
  try {
    const session = await InferenceSession.create(join(folder, file), { graphOptimizationLevel: 'disabled' });
    const { inputMetadata: inputs, outputMetadata: outputs } = session;
    await session.release();
    return { file, inputs, outputs };
  } catch (error) {
    throw onnxError(file, error);
  }
}

/** @throws {ModelFolderError} */
async function open(folder: string, towers: Towers, threads: number): Promise<Model> {
  const { image, text } = towers;
  try {
    await loadTokenizer(folder, text);
  } catch (error) {
    const said = messageOf(error).split('\n')[0];
    throw new ModelFolderError(
      `${text.tokenizer} and ${text.tokenizerConfig} make no tokenizer (${said}): use the tokenizer.json and tokenizer_config.json that come with the model.`,
    );
  }
  try {
    return await openModel(folder, towers, threads);
  } catch (error) {
    throw onnxError(`${image.file} or ${text.file}`, error);
  }
}

/** A picture of that size in two colours, RGB. */
function twoColours(size: number, [top, bottom]: readonly (readonly [number, number, number])[]): Buffer {
  const rgb = Buffer.alloc(size * size * 3);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const colour = (pixel < (size * size) / 2 ? top : bottom) ?? [0, 0, 0];
    rgb.set(colour, pixel * 3);
  }
  return rgb;
}

const probes = [
  [
    [200, 30, 30],
    [250, 250, 250],
  ],
  [
    [20, 60, 180],
    [240, 220, 40],
  ],
  [
    [0, 0, 0],
    [30, 160, 60],
  ],
] as const;

/** Draws the picture that a model is known by from now on. */
async function drawSelfCheck(folder: string): Promise<void> {
  const side = 160;
  const raw = { width: side, height: side, channels: 3 } as const;
  const rgb = Buffer.alloc(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const inDisc = (x - 60) ** 2 + (y - 70) ** 2 < 45 ** 2;
      const inBook = x > 95 && x < 150 && y > 60 && y < 140;
      const colour = inDisc ? [205, 40 + y / 4, 45] : inBook ? [30, 70, 190] : [245 - x / 8, 240, 225];
      rgb.set(colour.map(Math.round), (y * side + x) * 3);
    }
  }
  await writeFile(join(folder, selfCheckPicture), await sharp(rgb, { raw }).png().toBuffer());
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}

/** @throws {ModelFolderError} where the vectors of different inputs are the same one */
function assertDifferent(file: string, what: string, vectors: readonly Float32Array[]): void {
  const [first, ...others] = vectors;
  if (first === undefined || others.every((other) => cosine(first, other) > sameCosine)) {
    throw new ModelFolderError(
      `${file} gives the same vector for every ${what}: it looks at nothing; fetch or export it again.`,
    );
  }
}

/** Runs a tower; what it throws is said of its file. */
async function probe<Value>(file: string, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    const bad = /^the vector (is zero|holds what is no finite number)|^the model gave/.test(said);
    if (!bad) throw onnxError(file, error);
    throw new ModelFolderError(`${file} answers, but ${said}: fetch or export it again.`);
  }
}

async function probePictures({ image }: Towers, model: Model): Promise<number> {
  const pictures = probes.map((colours) => twoColours(image.size, colours));
  const vectors: Float32Array[] = [];
  let ms = 0;
  for (const picture of pictures) {
    const startedMs = performance.now();
    vectors.push(...(await probe(image.file, () => model.embedPictures([picture]))));
    // the last one counts: the first run prepares what the others use
    ms = performance.now() - startedMs;
  }
  assertDifferent(image.file, 'picture', vectors);
  const batch = Math.min(image.maxBatch, pictures.length);
  if (batch > 1) await probe(image.file, () => model.embedPictures(pictures.slice(0, batch)));
  return ms;
}

async function probeTexts({ text }: Towers, model: Model): Promise<number> {
  const vectors: Float32Array[] = [];
  let ms = 0;
  for (const words of texts) {
    const startedMs = performance.now();
    vectors.push(await probe(text.file, () => model.embedText(words)));
    ms = performance.now() - startedMs;
  }
  // longer than any context
  await probe(text.file, () => model.embedText('a photo of a product, '.repeat(500)));
  await probe(text.file, () => model.embedText(''));
  assertDifferent(text.file, 'text', vectors);
  return ms;
}

async function makeSelfCheck(
  folder: string,
  tolerance: number,
  model: Model,
  pictures: Pictures,
): Promise<NonNullable<Found['selfCheck']>> {
  await drawSelfCheck(folder);
  const [text] = texts;
  const { ofPicture, ofText } = await embedSelfCheck(
    folder,
    { picture: selfCheckPicture, text },
    model,
    pictures,
  );
  const components = (vector: Float32Array | undefined) =>
    Array.from(vector?.subarray(0, checkedComponents) ?? [], (value) => Number(value.toFixed(4)));
  return {
    tolerance,
    image: { file: selfCheckPicture, vector: components(ofPicture) },
    text: { text, vector: components(ofText) },
  };
}

const inWords = ({ image, text }: Pick<Found, 'image' | 'text'>) =>
  `pictures by ${image.input} → ${image.output}, texts by ${text.input} (${text.inputType}) → ${text.output}`;

function completed(draft: ManifestDraft, { image, text }: Pick<Found, 'image' | 'text'>): Towers {
  return {
    dimensions: draft.dimensions,
    image: { ...draft.image, ...image },
    text: { ...draft.text, ...text },
  };
}

/**
 * Tries a model folder: what its files take and give, and what they answer to known inputs. Writes a picture into the
 * folder where its draft has no self-check.
 * @throws {ModelFolderError} with what is wrong and what to do
 */
export async function examine(
  { folder, draft, threads, tolerance }: ExamineOrder,
  onPassed: OnPassed,
): Promise<Found> {
  const image = imageTensors(await graphOf(folder, draft.image.file), draft);
  const text = textTensors(await graphOf(folder, draft.text.file), draft);
  onPassed('files', inWords({ image, text }));

  const towers = completed(draft, { image, text });
  const model = await open(folder, towers, threads);
  onPassed('loading', `${draft.dimensions} dimensions`);
  const imageMs = await probePictures(towers, model);
  onPassed('pictures', `different ones give different vectors, ${imageMs.toFixed(0)} ms each`);
  const textMs = await probeTexts(towers, model);
  onPassed('texts', `different ones give different vectors, ${textMs.toFixed(1)} ms each`);

  const pictures = createPictures({ slots: 1, timeoutSeconds: 15 });
  if (draft.selfCheck !== undefined) await selfCheck(folder, draft.selfCheck, model, pictures);
  const made =
    draft.selfCheck === undefined && tolerance !== null
      ? await makeSelfCheck(folder, tolerance, model, pictures)
      : undefined;
  if (draft.selfCheck !== undefined) onPassed('self-check', 'passed');
  else if (made !== undefined) onPassed('self-check', 'made: what it answers now is what it has to answer');
  const residentMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
  return { image, text, ...(made === undefined ? {} : { selfCheck: made }), imageMs, textMs, residentMb };
}

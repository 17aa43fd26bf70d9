import type { InferenceSession } from 'onnxruntime-node';
import { type ManifestDraft, ModelFolderError } from '../manifest.ts';

/** What an ONNX file takes and gives. */
export interface Graph {
  /** Its name in the model folder. */
  readonly file: string;
  readonly inputs: readonly InferenceSession.ValueMetadata[];
  readonly outputs: readonly InferenceSession.ValueMetadata[];
}

interface Tensor {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

const tensorsOf = (values: Graph['inputs']): Tensor[] => values.filter((value) => value.isTensor);

/** A side that the file fixes; undefined where it takes any. */
function fixedSide({ shape }: Tensor, at: number): number | undefined {
  const side = shape.at(at);
  return typeof side === 'number' && side > 0 ? side : undefined;
}

const described = ({ name, type, shape }: Tensor) =>
  `${name} ${type} [${shape.map((side) => (typeof side === 'number' && side <= 0 ? '?' : side || '?')).join(', ')}]`;

/** For a message: everything that the file takes, or gives. */
const all = (tensors: readonly Tensor[]) => tensors.map(described).join('; ') || 'nothing';

function wrong({ file }: Graph, what: string, todo: string): ModelFolderError {
  return new ModelFolderError(`${file} ${what}: ${todo}.`);
}

/** The tensor that was named, or the only one that can be meant. */
function choose(
  graph: Graph,
  side: 'input' | 'output',
  wanted: { readonly named: string | undefined; readonly field: string; readonly what: string },
  fits: (tensor: Tensor) => boolean,
): Tensor {
  const tensors = tensorsOf(side === 'input' ? graph.inputs : graph.outputs);
  const [verb, { named, field, what }] = [side === 'input' ? 'takes' : 'gives', wanted];
  if (named !== undefined) {
    const found = tensors.find(({ name }) => name === named);
    if (found !== undefined) return found;
    throw wrong(graph, `has no ${side} ${named}; it ${verb} ${all(tensors)}`, `correct ${field}`);
  }
  const [only, ...others] = tensors.filter(fits);
  if (only !== undefined && others.length === 0) return only;
  throw wrong(
    graph,
    `${verb} ${all(tensors)}; ${only === undefined ? 'none' : 'more than one'} of them can be ${what}`,
    only === undefined ? 'use an export that has one' : `name it in ${field} of model.json`,
  );
}

function chooseOutput(graph: Graph, tower: 'image' | 'text', named: string | undefined, dimensions: number) {
  const fits = (tensor: Tensor) =>
    tensor.type === 'float32' &&
    tensor.shape.length === 2 &&
    [dimensions, undefined].includes(fixedSide(tensor, 1));
  const what = `the vector of ${dimensions} float32 numbers (dimensions)`;
  const output = choose(graph, 'output', { named, field: `${tower}.output`, what }, fits);
  if (output.type !== 'float32')
    throw wrong(graph, `gives ${described(output)}`, 'use an export that gives float32');
  const length = fixedSide(output, -1);
  if (output.shape.length > 0 && (output.shape.length !== 2 || (length ?? dimensions) !== dimensions)) {
    throw wrong(
      graph,
      `gives ${described(output)}, model.json says ${dimensions} dimensions`,
      `correct dimensions or ${tower}.output`,
    );
  }
  return output.name;
}

/** Nothing else gives them. */
function assertNoMore(graph: Graph, given: readonly string[]): void {
  const more = tensorsOf(graph.inputs).filter(({ name }) => !given.includes(name));
  if (more.length > 0)
    throw wrong(graph, `asks for ${all(more)} too`, 'use an export that asks for pictures or token ids only');
}

/**
 * How an image tower is fed and read.
 * @throws {ModelFolderError} where the file is not as the draft says, or can be taken for more than one thing
 */
export function imageTensors(
  graph: Graph,
  { image, dimensions }: Pick<ManifestDraft, 'image' | 'dimensions'>,
) {
  const wanted = { named: image.input, field: 'image.input', what: 'pictures, float32 [N, 3, size, size]' };
  const input = choose(
    graph,
    'input',
    wanted,
    (tensor) => tensor.type === 'float32' && tensor.shape.length === 4,
  );
  if (input.type !== 'float32')
    throw wrong(graph, `takes ${described(input)}`, 'use an export that takes pictures as float32');
  if (input.shape.length === 4) {
    const [channels = 3, height = image.size, width = image.size] = [1, 2, 3].map((at) =>
      fixedSide(input, at),
    );
    if (channels !== 3 || height !== image.size || width !== image.size) {
      throw wrong(
        graph,
        `takes ${described(input)}, model.json says 3 channels of ${image.size} × ${image.size}`,
        'correct image.size, or use an export that takes [N, 3, size, size]',
      );
    }
  }
  assertNoMore(graph, [input.name]);
  return {
    input: input.name,
    output: chooseOutput(graph, 'image', image.output, dimensions),
    maxBatch: Math.min(image.maxBatch, fixedSide(input, 0) ?? image.maxBatch),
  };
}

const isInteger = ({ type }: Tensor) => type === 'int64' || type === 'int32';

/**
 * How a text tower is fed and read.
 * @throws {ModelFolderError} as {@link imageTensors}
 */
export function textTensors(graph: Graph, { text, dimensions }: Pick<ManifestDraft, 'text' | 'dimensions'>) {
  const wanted = { named: text.input, field: 'text.input', what: 'token ids, int64 or int32 [1, tokens]' };
  const input = choose(graph, 'input', wanted, (tensor) => isInteger(tensor) && !/mask/i.test(tensor.name));
  if (input.type !== 'int64' && input.type !== 'int32')
    throw wrong(graph, `takes ${described(input)}`, 'use an export that takes token ids as int64 or int32');
  if (text.inputType !== undefined && text.inputType !== input.type) {
    throw wrong(
      graph,
      `takes ${described(input)}, model.json says ${text.inputType}`,
      `set text.inputType to ${input.type}`,
    );
  }
  const masks = tensorsOf(graph.inputs).filter((tensor) => isInteger(tensor) && /mask/i.test(tensor.name));
  const mask = text.mask ?? masks[0]?.name ?? false;
  if (mask !== false) {
    const found = choose(graph, 'input', { named: mask, field: 'text.mask', what: 'the mask' }, isInteger);
    if (found.type !== input.type)
      throw wrong(
        graph,
        `takes ${described(found)} beside ${described(input)}`,
        'use an export with one type',
      );
  }
  const tokens = fixedSide(input, 1);
  if (tokens !== undefined && tokens !== text.pad?.length) {
    throw wrong(
      graph,
      `takes exactly ${tokens} tokens`,
      `set text.pad to { "length": ${tokens}, "id": … } with the id that its texts are filled up with`,
    );
  }
  assertNoMore(graph, mask === false ? [input.name] : [input.name, mask]);
  return {
    input: input.name,
    inputType: input.type,
    mask,
    output: chooseOutput(graph, 'text', text.output, dimensions),
  } as const;
}

/*
 * ONNX files of a few hundred bytes, written field by field: the format is a protobuf (onnx.proto, ModelProto).
 */

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

const int = (field: number, value: number) => Buffer.from([...varint(field * 8), ...varint(value)]);

function nested(field: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(body.length)]), body]);
}

const types = { float32: 1, int32: 6, int64: 7, float16: 10 } as const;
export type TensorType = keyof typeof types;

export interface Value {
  readonly name: string;
  readonly type: TensorType;
  /** A name stands for any number. */
  readonly shape: readonly (number | string)[];
}

function value(field: number, { name, type, shape }: Value): Buffer {
  const sides = shape.map((side) => nested(1, typeof side === 'number' ? int(1, side) : nested(2, side)));
  return nested(field, nested(1, name), nested(2, nested(1, int(1, types[type]), nested(2, ...sides))));
}

type Attribute = readonly [name: string, kind: 'int' | 'ints', values: readonly number[]];

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: readonly Attribute[];
}

function node({ op, inputs, output, attributes = [] }: Node): Buffer {
  return nested(
    1,
    ...inputs.map((name) => nested(1, name)),
    nested(2, output),
    nested(4, op),
    ...attributes.map(([name, kind, values]) =>
      nested(
        5,
        nested(1, name),
        ...(kind === 'int'
          ? [int(3, values[0] ?? 0), int(20, 2)]
          : [...values.map((one) => int(8, one)), int(20, 7)]),
      ),
    ),
  );
}

export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

function constant({ name, shape, values }: Constant): Buffer {
  const bytes = Buffer.from(Float32Array.from(values).buffer);
  return nested(
    5,
    ...shape.map((side) => int(1, side)),
    int(2, types.float32),
    nested(8, name),
    nested(9, bytes),
  );
}

export interface Graph {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly constants?: readonly Constant[];
}

export function onnx({ inputs, outputs, nodes, constants = [] }: Graph): Buffer {
  const graph = [
    ...nodes.map(node),
    nested(2, 'tiny'),
    ...constants.map(constant),
    ...inputs.map((input) => value(11, input)),
    ...outputs.map((output) => value(12, output)),
  ];
  return Buffer.concat([int(1, 8), nested(7, ...graph), nested(8, nested(1, ''), int(2, 13))]);
}

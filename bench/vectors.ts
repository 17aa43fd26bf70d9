import { binaryVector } from './floor/vector.ts';

/** Makes a vector's length 1, in place. */
export function normalize(vector: Float32Array): void {
  let square = 0;
  for (const value of vector) square += value * value;
  const scale = 1 / Math.sqrt(square);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) * scale;
}

export interface VectorRow {
  readonly imageId: bigint;
  readonly productId: bigint;
  readonly vector: Float32Array;
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const rowsPerChunk = 500;

/** Rows of `(image_id bigint, product_id bigint, v vector)` in PostgreSQL's binary COPY format, in chunks. */
export function* copyChunks(rows: Iterable<VectorRow>): Generator<Buffer> {
  let chunk: Buffer[] = [signature, Buffer.alloc(8)]; // no flags, no header extension
  for (const { imageId, productId, vector } of rows) {
    const bytes = binaryVector(vector);
    const head = Buffer.allocUnsafe(2 + 12 + 12 + 4);
    head.writeInt16BE(3, 0);
    head.writeInt32BE(8, 2);
    head.writeBigInt64BE(imageId, 6);
    head.writeInt32BE(8, 14);
    head.writeBigInt64BE(productId, 18);
    head.writeInt32BE(bytes.length, 26);
    chunk.push(head, bytes);
    if (chunk.length < 2 * rowsPerChunk) continue;
    yield Buffer.concat(chunk);
    chunk = [];
  }
  const end = Buffer.alloc(2);
  end.writeInt16BE(-1);
  yield Buffer.concat([...chunk, end]);
}

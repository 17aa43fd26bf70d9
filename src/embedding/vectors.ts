/**
 * The vector scaled to unit length, as a copy of its own.
 * @throws {Error} where it is zero or holds what is no finite number
 */
export function unitVector(values: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] ?? 0) ** 2;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) throw new Error('the vector holds what is no finite number');
  if (length === 0) throw new Error('the vector is zero');
  return Float32Array.from(values, (value) => value / length);
}

/** The bytes of a vector as they travel: float32, in the byte order of every processor that this runs on. */
export function vectorBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** @throws {Error} where the bytes are no vector of that many dimensions */
export function vectorFromBytes(bytes: Buffer, dimensions: number): Float32Array {
  if (bytes.length !== dimensions * Float32Array.BYTES_PER_ELEMENT) {
    throw new Error(`expected ${dimensions} dimensions, got ${bytes.length} bytes`);
  }
  return unitVector(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)));
}

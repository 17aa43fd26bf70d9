/** pgvector's binary form: dimensions and zero as int16, then float32, all big endian. */
export function binaryVector(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(4 + 4 * vector.length);
  bytes.writeInt16BE(vector.length, 0);
  bytes.writeInt16BE(0, 2);
  for (let index = 0; index < vector.length; index++) bytes.writeFloatBE(vector[index] ?? 0, 4 + 4 * index);
  return bytes;
}

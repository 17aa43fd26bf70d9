import { VitrineError } from '../errors.ts';

const globalId = /^([A-Za-z]\w*):(.+)$/;

/** The id that the outside sees: a type's name and its own id, opaque. */
export function encodeGlobalId(typename: string, id: string | number | bigint): string {
  return Buffer.from(`${typename}:${id}`).toString('base64url');
}

/** @throws {VitrineError} BAD_USER_INPUT where it is no id of ours */
export function decodeGlobalId(encoded: string): { typename: string; id: string } {
  const [, typename, id] = globalId.exec(Buffer.from(encoded, 'base64url').toString()) ?? [];
  if (typename === undefined || id === undefined || encodeGlobalId(typename, id) !== encoded) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      `${JSON.stringify(encoded.slice(0, 80))} is no id of this server.`,
    );
  }
  return { typename, id };
}

/**
 * The own id behind a global id of this type.
 * @throws {VitrineError} BAD_USER_INPUT where it is no id, or one of another type
 */
export function localId(typename: string, encoded: string, path: readonly string[]): string {
  const decoded = decodeGlobalId(encoded);
  if (decoded.typename === typename) return decoded.id;
  const message = `${path.join('.')}: this is the id of a ${decoded.typename}, and a ${typename} is asked for.`;
  throw new VitrineError('BAD_USER_INPUT', message, { path });
}

const maxBigint = 2n ** 63n - 1n;

/** A database id, or undefined where the text is none: then nothing has it. */
export function bigintOf(id: string): bigint | undefined {
  if (!/^[1-9]\d{0,18}$/.test(id)) return undefined;
  const value = BigInt(id);
  return value <= maxBigint ? value : undefined;
}

/**
 * The database id behind a global id of this type.
 * @throws {VitrineError} BAD_USER_INPUT where it is no id, or one of another type
 */
export function localBigint(typename: string, encoded: string, path: readonly string[]): bigint {
  const id = bigintOf(localId(typename, encoded, path));
  if (id === undefined) {
    throw new VitrineError('BAD_USER_INPUT', `${path.join('.')}: this is no id of this server.`, { path });
  }
  return id;
}

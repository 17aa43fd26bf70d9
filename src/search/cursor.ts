import { VitrineError } from '../errors.ts';

/** A place in a remembered answer. */
export interface Cursor {
  /** The search's uuid. */
  readonly searchId: string;
  /** Which of the search's answers: 24 hex digits (variant.ts). */
  readonly variant: string;
  /** How many results lie before the place. */
  readonly offset: number;
}

const version = 1;
const searchIdAt = 1;
const variantAt = searchIdAt + 16;
const offsetAt = variantAt + 12;
const length = offsetAt + 2;

/** @returns base64url of version, search id, variant and offset (big endian) */
export function encodeCursor({ searchId, variant, offset }: Cursor): string {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(version, 0);
  bytes.write(searchId.replaceAll('-', ''), searchIdAt, 'hex');
  bytes.write(variant, variantAt, 'hex');
  bytes.writeUInt16BE(offset, offsetAt);
  return bytes.toString('base64url');
}

/** @throws {VitrineError} BAD_USER_INPUT where it is no cursor of a search */
export function decodeCursor(text: string): Cursor {
  const bytes = Buffer.from(text.slice(0, 100), 'base64url');
  // a lax decoder reads many texts as the same bytes; only the one that was given out is taken back
  if (bytes.length !== length || bytes.readUInt8(0) !== version || bytes.toString('base64url') !== text) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      'after: this is no cursor of a search; take endCursor of an earlier page, or leave it out for the first one.',
      { path: ['after'] },
    );
  }
  const hex = bytes.toString('hex', searchIdAt, variantAt);
  return {
    searchId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    variant: bytes.toString('hex', variantAt, offsetAt),
    offset: bytes.readUInt16BE(offsetAt),
  };
}

import sharp from 'sharp';
import type { Random } from '../../bench/random.ts';

/** What a shop's picture is like, and what must become of it. */
export const kinds = {
  /** Answers at once. */
  good: { share: 0.8, becomes: 'INDEXED' },
  /** The same bytes as another one's, under an address of its own. */
  copy: { share: 0.06, becomes: 'INDEXED' },
  /** Answers after a while. */
  slow: { share: 0.04, becomes: 'INDEXED' },
  /** Answers 500 the first time, and is there the second. */
  flaky: { share: 0.02, becomes: 'INDEXED' },
  /** 404. */
  missing: { share: 0.02, becomes: 'NOT_FOUND' },
  /** 403. */
  forbidden: { share: 0.02, becomes: 'FORBIDDEN' },
  /** Half of a PNG. */
  corrupt: { share: 0.02, becomes: 'CORRUPT' },
  /** A page of HTML. */
  page: { share: 0.02, becomes: 'UNSUPPORTED_FORMAT' },
} as const;
export type Kind = keyof typeof kinds;
const kindNames = Object.keys(kinds).filter((name): name is Kind => name in kinds);

/** A picture as the shop has it. */
export interface ShopPicture {
  readonly path: string;
  readonly kind: Kind;
  /** What is sent; nothing where it is refused. */
  readonly bytes: Buffer;
}

/** So many pictures of all kinds, mixed; the same for the same numbers. */
export async function drawPictures(count: number, random: Random): Promise<ShopPicture[]> {
  const pictures: ShopPicture[] = [];
  const originals: Buffer[] = [];
  for (let number = 0; number < count; number += 1) {
    const kind = number === 0 ? 'good' : drawKind(random);
    const path = `/${kind}/${number}.png`;
    const original = originals[Math.floor(random.uniform() * originals.length)];
    const bytes = kind === 'copy' && original !== undefined ? original : await draw(random);
    if (kind === 'good') originals.push(bytes);
    pictures.push({ path, kind, bytes: served(kind, bytes) });
  }
  return pictures;
}

function served(kind: Kind, bytes: Buffer): Buffer {
  switch (kind) {
    case 'missing':
    case 'forbidden':
      return Buffer.alloc(0);
    case 'corrupt':
      return bytes.subarray(0, bytes.length / 2);
    case 'page':
      return Buffer.from('<!doctype html><title>Shop</title><p>Our pictures have moved.');
    default:
      return bytes;
  }
}

function drawKind(random: Random): Kind {
  let left = random.uniform();
  for (const kind of kindNames) {
    left -= kinds[kind].share;
    if (left < 0) return kind;
  }
  return 'good';
}

const BLOCKS = 6;

/** Coloured blocks that no other draw gives: different enough that no vector can be taken for another one's. */
async function draw(random: Random): Promise<Buffer> {
  const pixels = Buffer.from(
    Array.from({ length: BLOCKS * BLOCKS * 3 }, () => Math.floor(random.uniform() * 256)),
  );
  return await sharp(pixels, { raw: { width: BLOCKS, height: BLOCKS, channels: 3 } })
    .resize(96, 96, { kernel: 'nearest' })
    .png()
    .toBuffer();
}

import { imageKey } from './input.ts';
import type { NewImage, ProductImage } from './types.ts';

/** How a product's pictures become those that are wanted. A row never changes its picture, only its position. */
export interface ImagePlan {
  readonly remove: readonly ProductImage[];
  readonly move: readonly { readonly id: bigint; readonly position: number }[];
  readonly insert: readonly { readonly image: NewImage; readonly position: number }[];
}

/**
 * Keeps the pictures whose URL, or whose stored bytes, are wanted again; removes the others; inserts what is new.
 * @param wanted in their order, none twice
 */
export function planImages(current: readonly ProductImage[], wanted: readonly NewImage[]): ImagePlan {
  const left = new Set(current);
  const move: { id: bigint; position: number }[] = [];
  const insert: { image: NewImage; position: number }[] = [];
  for (const [index, image] of wanted.entries()) {
    const position = index + 1;
    const same = [...left].find((row) => isSame(row, image));
    if (same === undefined) {
      insert.push({ image, position });
      continue;
    }
    left.delete(same);
    if (same.position !== position) move.push({ id: same.id, position });
  }
  return { remove: [...left], move, insert };
}

export function changesNothing({ remove, move, insert }: ImagePlan): boolean {
  return remove.length === 0 && move.length === 0 && insert.length === 0;
}

/** Whether a row shows the picture that is wanted: by its bytes where both are known, by its URL else. */
export function isSame(row: ProductImage, image: NewImage): boolean {
  if (!('mediaHash' in image)) return row.sourceUrl === image.sourceUrl;
  return row.mediaHash !== null && imageKey(row) === imageKey(image);
}

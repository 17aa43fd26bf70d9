import type { DuplicateGroup } from '../types.ts';

/** A picture of one product that is nearly the same as one of another. */
export interface Likeness {
  readonly productId: bigint;
  readonly imageId: bigint;
  readonly otherProductId: bigint;
  readonly otherImageId: bigint;
  /** Cosine similarity. */
  readonly score: number;
}

type Member = DuplicateGroup['products'][number];

/** Products that hang together by pictures that are nearly the same, as far as is known. */
export interface Component {
  /** As they were reached, the one that it was asked for first. */
  readonly productIds: readonly bigint[];
  readonly smallestId: bigint;
  /** Those whose own likenesses are not known yet. */
  readonly unknown: readonly bigint[];
}

/** A group holds at most so many products. */
export const maxGroupProducts = 100;

/** Products and which of them are alike, as it becomes known. */
export interface LikenessGraph {
  /** @param productIds whose likenesses these are: all that there are of them */
  add(productIds: readonly bigint[], likenesses: readonly Likeness[]): void;
  componentOf(productId: bigint): Component;
  /** @param productIds of a whole component; the first stays first, the others follow by score */
  membersOf(productIds: readonly bigint[]): Member[];
}

interface Near {
  /** Of the product that it is kept for. */
  readonly imageId: bigint;
  readonly score: number;
}

export function createLikenessGraph(): LikenessGraph {
  const near = new Map<bigint, Map<bigint, Near>>();
  const known = new Set<bigint>();

  function link(productId: bigint, imageId: bigint, otherProductId: bigint, score: number): void {
    let others = near.get(productId);
    if (others === undefined) {
      others = new Map();
      near.set(productId, others);
    }
    const before = others.get(otherProductId);
    if (before === undefined || score > before.score) others.set(otherProductId, { imageId, score });
  }

  return {
    add(productIds, likenesses) {
      for (const productId of productIds) known.add(productId);
      for (const { productId, imageId, otherProductId, otherImageId, score } of likenesses) {
        link(productId, imageId, otherProductId, score);
        link(otherProductId, otherImageId, productId, score);
      }
    },

    componentOf(productId) {
      const reached = new Set([productId]);
      let smallestId = productId;
      // a set goes on to what is added while it is walked
      for (const one of reached) {
        for (const other of near.get(one)?.keys() ?? []) {
          if (reached.size >= maxGroupProducts) break;
          reached.add(other);
          if (other < smallestId) smallestId = other;
        }
      }
      const productIds = [...reached];
      const isFull = productIds.length >= maxGroupProducts;
      return { productIds, smallestId, unknown: isFull ? [] : productIds.filter((id) => !known.has(id)) };
    },

    membersOf(productIds) {
      const members = productIds.flatMap((productId): Member[] => {
        const best = [...(near.get(productId)?.values() ?? [])].reduce<Near | undefined>(
          (most, one) => (most === undefined || one.score > most.score ? one : most),
          undefined,
        );
        return best === undefined ? [] : [{ productId, ...best }];
      });
      const [first, ...others] = members;
      if (first === undefined) return [];
      return [first, ...others.sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))];
    },
  };
}

import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { VitrineError } from '../../errors.ts';
import { createLimit } from '../../media/limit.ts';
import { createEstimates } from '../estimates.ts';
import type { Facts, IndexFacts } from '../facts.ts';
import { checkFirst } from '../request.ts';
import { type IndexedPictureRow, picturesAfter, picturesOf } from '../statements/duplicates.ts';
import type { DuplicateGroup, DuplicatesPage, DuplicatesRequest } from '../types.ts';
import { decodeDuplicatesCursor, encodeDuplicatesCursor } from './cursor.ts';
import { createLikenessGraph, type LikenessGraph } from './graph.ts';
import {
  type FindLikenesses,
  type LikenessesAsk,
  nearestByIndex,
  nearestOfAll,
  sameBytes,
} from './likenesses.ts';

export interface DuplicatesNeeds {
  readonly database: Database;
  readonly facts: Facts;
  /** How long a page is looked for. @default 2000 */
  readonly budgetMs?: number;
}

/** How pictures are looked at: so many together, to find what they are like. */
interface Way {
  readonly nearest: FindLikenesses;
  /** More than a product has, so that a step holds one at least. */
  readonly picturesAtOnce: number;
}

const byIndex: Way = { nearest: nearestByIndex, picturesAtOnce: 64 };
/** Reading every vector is what it takes longest, so that many are looked for at once. */
const byComparing: Way = { nearest: nearestOfAll, picturesAtOnce: 256 };
/** Past so many pictures, comparing them all takes too long. */
const maxCompared = 50_000;
const maxWaiting = 4;

/**
 * Finds groups of products whose pictures are nearly the same: the connected components of what is alike. Products are
 * walked by their ids, and a group is told where its first one is walked, so that a page needs to know nothing of the
 * others and a cursor is a product's id.
 */
export function createDuplicates({ database, facts, budgetMs = 2000 }: DuplicatesNeeds) {
  const estimates = createEstimates(database);
  // a walk keeps a database busy
  const oneAtATime = createLimit(1, maxWaiting);

  async function wayFor({ indexReady, table }: IndexFacts): Promise<Way> {
    if (indexReady) return byIndex;
    if ((await estimates.rows(sql.table(table))) <= maxCompared) return byComparing;
    throw new VitrineError(
      'OVERLOADED',
      `There is no vector index yet, and without one duplicates are looked for among at most ${maxCompared} pictures. On a PostgreSQL server with pgvector it is built by itself: ask again once it is there.`,
      { retryAfterSeconds: 60 },
    );
  }

  async function walk(
    ask: LikenessesAsk,
    { picturesAtOnce, nearest }: Way,
    start: bigint,
    first: number,
  ): Promise<DuplicatesPage> {
    const { index, signal } = ask;
    const graph = createLikenessGraph();
    const deadlineMs = performance.now() + budgetMs;
    const isLate = () => performance.now() > deadlineMs;
    const groups: DuplicatesPage['groups'][number][] = [];
    let position = start;

    async function look(pictures: readonly IndexedPictureRow[]): Promise<void> {
      signal?.throwIfAborted();
      const found = await nearest(database, ask, pictures);
      const same = await sameBytes(database, ask, pictures);
      graph.add([...new Set(pictures.map(({ product_id }) => product_id))], [...found, ...same]);
    }

    /** Looks on from products to what they are like, until each is known to begin a group or not, or it is late. */
    async function settle(productIds: readonly bigint[]): Promise<void> {
      for (;;) {
        const [foremost = 0n] = productIds;
        if (isLate() && (position > start || isSettled(graph, foremost))) return;
        // however late it is, a page gets on by one product
        const open = isLate() ? [foremost] : productIds.filter((id) => !isSettled(graph, id));
        const unknown = [...new Set(open.flatMap((id) => graph.componentOf(id).unknown))];
        if (unknown.length === 0) return;
        const { rows } = await picturesOf(index.table, unknown, picturesAtOnce).execute(database.kysely);
        await look(wholeProducts(rows, picturesAtOnce));
        // those that were deleted in between have no pictures
        if (rows.length < picturesAtOnce) graph.add(unknown, []);
      }
    }

    const page = (hasNextPage: boolean): DuplicatesPage => ({
      groups,
      hasNextPage,
      endCursor: position === 0n ? null : encodeDuplicatesCursor(position),
    });

    for (;;) {
      const limit = picturesAtOnce;
      const { rows } = await picturesAfter(index.table, position, limit).execute(database.kysely);
      const pictures = wholeProducts(rows, limit);
      if (pictures.length === 0) return page(false);
      await look(pictures);
      const productIds = [...new Set(pictures.map(({ product_id }) => product_id))];
      await settle(productIds);
      for (const productId of productIds) {
        if (!isSettled(graph, productId)) return page(true);
        position = productId;
        const group = groupOf(graph, productId);
        if (group === undefined) continue;
        groups.push({ cursor: encodeDuplicatesCursor(productId), group });
        if (groups.length === first) return page(await hasProductsAfter(index, productId));
      }
      if (isLate()) return page(await hasProductsAfter(index, position));
    }
  }

  async function hasProductsAfter({ table }: IndexFacts, productId: bigint): Promise<boolean> {
    return (await picturesAfter(table, productId, 1).execute(database.kysely)).rows.length > 0;
  }

  return {
    /** @throws {VitrineError} BAD_USER_INPUT for a page that can't be; OVERLOADED */
    async find({ minScore, first, after, signal }: DuplicatesRequest): Promise<DuplicatesPage> {
      check(minScore, first);
      const start = after === undefined ? 0n : decodeDuplicatesCursor(after);
      const index = await facts.index();
      signal?.throwIfAborted();
      if (index === null || index.empty) return { groups: [], hasNextPage: false, endCursor: null };
      const way = await wayFor(index);
      return oneAtATime(() => walk({ index, minScore, signal }, way, start, first));
    },
  };
}

function check(minScore: number, first: number): void {
  checkFirst(first, 'groups');
  // NaN compares false with everything, so it is refused too
  if (minScore >= 0.5 && minScore <= 1) return;
  const message = 'minScore: from 0.5, a resemblance, to 1, the same picture.';
  throw new VitrineError('BAD_USER_INPUT', message, { path: ['minScore'] });
}

/** Without the last product where some of its pictures may lie beyond the limit. */
function wholeProducts(rows: readonly IndexedPictureRow[], limit: number): readonly IndexedPictureRow[] {
  const last = rows.at(-1);
  return rows.length < limit ? rows : rows.filter(({ product_id }) => product_id !== last?.product_id);
}

/** Whether it is known if a product is the first of its group. */
function isSettled(graph: LikenessGraph, productId: bigint): boolean {
  const { smallestId, unknown } = graph.componentOf(productId);
  return smallestId < productId || unknown.length === 0;
}

/** The group that a product is the first of. */
function groupOf(graph: LikenessGraph, productId: bigint): DuplicateGroup | undefined {
  const { smallestId, productIds } = graph.componentOf(productId);
  if (smallestId < productId || productIds.length < 2) return undefined;
  const products = graph.membersOf(productIds);
  return { products, score: Math.min(...products.map(({ score }) => score)) };
}

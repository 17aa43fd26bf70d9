import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Random } from '../../bench/random.ts';
import { type Api, ApiFailure, insist, isPassing, successOf } from './api.ts';
import type { ShopPicture } from './pictures.ts';

/** A product as the shop sends it. */
export interface ShopProduct {
  readonly externalId: string;
  readonly title: string;
  readonly images: readonly { readonly url: string }[];
}

/** A back office that remembers what it was told: the ledger that the database is compared with. */
export interface Office {
  /** Sends products until that was acknowledged. */
  send(products: readonly ShopProduct[]): Promise<void>;
  /** Sends products and soon deletes them, until both were acknowledged. */
  sendForAWhile(products: readonly ShopProduct[]): Promise<void>;
  /** @returns the run's id */
  startRun(scope: Scope): Promise<string>;
  /** Asks for some run, once: one whose answer is lost may have been started or not. @returns its id, where it was told */
  startAnyRun(): Promise<string | undefined>;
  /** The products that were acknowledged. */
  readonly products: readonly ShopProduct[];
  /** Those whose deletion was acknowledged. */
  readonly deleted: readonly ShopProduct[];
  /** The runs that were acknowledged. */
  readonly runs: ReadonlySet<string>;
  /** Answers that no fault explains. */
  readonly surprises: readonly string[];
}

/** Products of one to three pictures each. */
export function bundle(pictures: readonly ShopPicture[], hostUrl: string, random: Random): ShopProduct[] {
  const products: ShopProduct[] = [];
  for (let at = 0; at < pictures.length; ) {
    const size = 1 + Math.floor(random.uniform() * 3);
    const images = pictures.slice(at, at + size).map(({ path }) => ({ url: `${hostUrl}${path}` }));
    products.push({ externalId: `product-${at}`, title: `Product ${at}`, images });
    at += size;
  }
  return products;
}

const upsert = `mutation Send($inputs: [ProductInput!]!) {
  upsertProducts(inputs: $inputs) {
    ... on UpsertProductsSuccess { lines { result { __typename ... on Failure { code message } } } }
    ... on Failure { code message }
  }
}`;
const upsertForm = z.object({ lines: z.array(z.object({ result: z.unknown() })) });
const lineForm = z.object({ __typename: z.literal('UpsertLineSuccess') });
const remove = `mutation Remove($by: ProductKey!) {
  deleteProduct(by: $by) { __typename ... on Failure { code message } }
}`;
const removeForm = z.object({ __typename: z.literal('DeleteProductSuccess') });
const LONGEST_STAY_MS = 1_000;
const reindex = `mutation Reindex($scope: ReindexScope!, $products: [ProductKey!]) {
  reindex(scope: $scope, products: $products) {
    ... on ReindexSuccess { job { id } }
    ... on Failure { code message }
  }
}`;
const reindexForm = z.object({ job: z.object({ id: z.string() }) });

type Scope = 'ALL' | 'MISSING' | 'FAILED' | 'PRODUCTS';
const SCOPES: readonly Scope[] = ['ALL', 'ALL', 'MISSING', 'FAILED', 'PRODUCTS', 'PRODUCTS'];
const PRODUCTS_OF_A_RUN = 20;

export function openOffice(api: Api, random: Random): Office {
  const products: ShopProduct[] = [];
  const deleted: ShopProduct[] = [];
  const runs = new Set<string>();
  const surprises: string[] = [];

  function draw<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(random.uniform() * items.length)];
  }

  async function upsertAll(batch: readonly ShopProduct[]): Promise<void> {
    await insist(async () => {
      const data = await api.ask(upsert, z.object({ upsertProducts: z.unknown() }), { inputs: batch });
      for (const line of successOf(data.upsertProducts, upsertForm).lines) successOf(line.result, lineForm);
    });
  }

  async function deleteOne({ externalId }: ShopProduct): Promise<void> {
    await insist(async () => {
      const data = await api.ask(remove, z.object({ deleteProduct: z.unknown() }), { by: { externalId } });
      try {
        successOf(data.deleteProduct, removeForm);
      } catch (error) {
        // it was done before, and that answer was lost
        if (!(error instanceof ApiFailure) || error.code !== 'NOT_FOUND') throw error;
      }
    });
  }

  const office: Office = {
    products,
    deleted,
    runs,
    surprises,
    async send(batch) {
      await upsertAll(batch);
      products.push(...batch);
    },
    async sendForAWhile(batch) {
      await upsertAll(batch);
      for (const product of batch) {
        await sleep((random.uniform() * LONGEST_STAY_MS) / batch.length);
        await deleteOne(product);
        deleted.push(product);
      }
    },
    async startRun(scope) {
      const some = Array.from({ length: PRODUCTS_OF_A_RUN }, () => draw(products)?.externalId);
      const keys = [...new Set(some)].flatMap((externalId) =>
        externalId === undefined ? [] : [{ externalId }],
      );
      const data = await api.ask(reindex, z.object({ reindex: z.unknown() }), {
        scope,
        ...(scope === 'PRODUCTS' ? { products: keys } : {}),
      });
      const { job } = successOf(data.reindex, reindexForm);
      runs.add(job.id);
      return job.id;
    },
    async startAnyRun() {
      const scope = draw(SCOPES) ?? 'ALL';
      try {
        return await office.startRun(scope);
      } catch (error) {
        if (error instanceof ApiFailure && !isPassing(error))
          surprises.push(`reindex ${scope}: ${error.message}`);
        return undefined;
      }
    },
  };
  return office;
}

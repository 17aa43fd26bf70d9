import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { VitrineError } from '../errors.ts';

/** A product as the shop sees it. */
export interface Product {
  readonly id: bigint;
  readonly externalId: string;
  readonly title: string;
  readonly description: string | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly price: Money | null;
  readonly url: string | null;
  readonly inStock: boolean;
  readonly attributes: readonly Attribute[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface Money {
  /** A decimal number as text, such as '12.90'. */
  readonly amount: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

export interface ProductImage {
  readonly id: bigint;
  readonly productId: bigint;
  /** 1 is the main picture. */
  readonly position: number;
  readonly sourceUrl: string | null;
  /** sha256 of the stored bytes; null until they are fetched. */
  readonly mediaHash: Buffer | null;
  /** Pixels; null until the bytes are fetched. */
  readonly width: number | null;
  readonly height: number | null;
}

/** A picture to attach: where it is, or the hash of one that is already stored. */
export type NewImage =
  | { readonly sourceUrl: string }
  | { readonly mediaHash: Buffer; readonly sourceUrl?: string };

export interface ProductInput {
  readonly externalId: string;
  readonly title: string;
  readonly description?: string | null | undefined;
  readonly brand?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly price?: Money | null | undefined;
  readonly url?: string | null | undefined;
  /** @default true for a new product */
  readonly inStock?: boolean | null | undefined;
  readonly attributes?: readonly Attribute[] | null | undefined;
  readonly images?: readonly NewImage[] | null | undefined;
}

/** Absent keeps, null clears (of inStock: true again; externalId and title can't be), a list replaces in its order. */
export type ProductPatch = {
  readonly [Field in keyof ProductInput]?: ProductInput[Field] | null | undefined;
};

export type ProductKey = { readonly id: bigint } | { readonly externalId: string };

/** All that is given must hold, a list means any of; a list that is empty is no condition. */
export interface ProductFilter extends PlainFilter {
  /** Products that fit this are left out. */
  readonly not?: PlainFilter | undefined;
}

export interface PlainFilter {
  readonly category?: readonly string[] | undefined;
  /** Beginnings of a category, such as of a path. */
  readonly categoryStartsWith?: readonly string[] | undefined;
  readonly brand?: readonly string[] | undefined;
  /** A product without a price is in no range. */
  readonly price?: PriceRange | undefined;
  /** Any of these. */
  readonly priceRanges?: readonly PriceRange[] | undefined;
  readonly inStock?: boolean | undefined;
  /** All names must hold; of each, any of its values. */
  readonly attributes?: readonly { readonly name: string; readonly values: readonly string[] }[] | undefined;
  /** Words in title, brand, category or externalId. */
  readonly query?: string | undefined;
  readonly externalId?: readonly string[] | undefined;
  readonly indexing?: readonly ('PENDING' | 'INDEXED' | 'FAILED')[] | undefined;
  readonly failure?: readonly string[] | undefined;
  readonly hasImages?: boolean | undefined;
}

export interface PriceRange {
  /** Decimal numbers as text, both included. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** Any where it is left out. */
  readonly currency?: string | undefined;
}

export type ProductOrder = 'NEWEST' | 'OLDEST' | 'TITLE' | 'PRICE_ASC' | 'PRICE_DESC';

/** A page of products that is asked for. */
export interface ProductsRequest {
  readonly filter?: ProductFilter;
  /** @default 'NEWEST' */
  readonly order?: ProductOrder;
  /** 1 to 100. */
  readonly first: number;
  /** A cursor from an earlier answer in the same order. */
  readonly after?: string;
}

export interface ProductPage {
  readonly edges: readonly { readonly cursor: string; readonly product: Product }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** What became of one line of an upsert. */
export type UpsertLine =
  | { readonly status: 'CREATED' | 'UPDATED' | 'UNCHANGED'; readonly productId: bigint }
  | { readonly status: 'FAILED'; readonly error: VitrineError };

/**
 * Runs within each transaction that stores some of the lines, after them, and is given what became of those by their
 * place among the inputs: what it writes is there if and only if they are. What it throws undoes them and ends the
 * upsert, unless it is a VitrineError, which is taken for theirs.
 */
export type Alongside = (
  transaction: Kysely<Tables>,
  stored: ReadonlyMap<number, UpsertLine>,
) => Promise<void>;

/**
 * Products and their pictures. Every method checks what it is given and throws VitrineError for what the caller can
 * mend: BAD_USER_INPUT with the path of the field, NOT_FOUND, CONFLICT.
 */
export interface Catalog {
  /**
   * Brings full text up to date where CATALOG_LANGUAGE or the rules for words have changed: about half a millisecond a product, in short
   * transactions, so it may run behind a server that answers already. Goes on where an earlier run was stopped.
   */
  prepare(signal?: AbortSignal): Promise<void>;
  /** @throws {VitrineError} CONFLICT where the externalId is taken */
  createProduct(input: ProductInput): Promise<Product>;
  updateProduct(key: ProductKey, patch: ProductPatch): Promise<Product>;
  /** Deletes it with its pictures, their vectors and the files that no other picture shares. Returns what it was. */
  deleteProduct(key: ProductKey): Promise<Product>;
  /**
   * Creates or patches up to 1,000 products by externalId; a line that fails leaves the others as they are. One that
   * could not be read in the first place is given as its error, so that the others keep their numbers.
   */
  upsertProducts(
    inputs: readonly (ProductInput | VitrineError)[],
    alongside?: Alongside,
  ): Promise<readonly UpsertLine[]>;
  /** Adds a picture before the one at `position`, or as the last one. */
  addProductImage(key: ProductKey, image: NewImage, position?: number): Promise<ProductImage>;
  /** Returns the product that showed it. */
  removeProductImage(imageId: bigint): Promise<Product>;
  productBy(key: ProductKey): Promise<Product | null>;
  products(request: ProductsRequest): Promise<ProductPage>;
  countProducts(filter?: ProductFilter): Promise<number>;
  productsById(ids: readonly bigint[]): Promise<ReadonlyMap<bigint, Product>>;
  /** By product, main picture first. */
  imagesOfProducts(productIds: readonly bigint[]): Promise<ReadonlyMap<bigint, readonly ProductImage[]>>;
  imagesById(ids: readonly bigint[]): Promise<ReadonlyMap<bigint, ProductImage>>;
}

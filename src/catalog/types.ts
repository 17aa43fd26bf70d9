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
export type NewImage = { readonly sourceUrl: string } | { readonly mediaHash: Buffer; readonly sourceUrl?: string };

export interface ProductInput {
  readonly externalId: string;
  readonly title: string;
  readonly description?: string | null;
  readonly brand?: string | null;
  readonly category?: string | null;
  readonly price?: Money | null;
  readonly url?: string | null;
  readonly inStock?: boolean;
  readonly attributes?: readonly Attribute[] | null;
  readonly images?: readonly NewImage[] | null;
}

/** Absent keeps, null clears, a list replaces in its order. */
export type ProductPatch = Partial<ProductInput>;

export type ProductKey = { readonly id: bigint } | { readonly externalId: string };

export interface ProductFilter {
  readonly category?: readonly string[];
  readonly brand?: readonly string[];
  readonly price?: { readonly min?: string; readonly max?: string; readonly currency?: string };
  readonly inStock?: boolean;
  /** All names must hold; of each, any of its values. */
  readonly attributes?: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Words in title, brand, category or externalId. */
  readonly query?: string;
  readonly externalId?: readonly string[];
  readonly indexing?: readonly ('PENDING' | 'INDEXED' | 'FAILED')[];
  readonly failure?: readonly string[];
  readonly hasImages?: boolean;
}

export type ProductOrder = 'NEWEST' | 'OLDEST' | 'TITLE' | 'PRICE_ASC' | 'PRICE_DESC';

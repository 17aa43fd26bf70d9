import { fold } from './text.ts';
import type { Attribute } from './types.ts';

/** Attributes that name one thing for sale, with or without a number as in `gtin13`. */
const codeNames = /^(sku|gtin|ean|upc|isbn|mpn)\d*$/;
/** An index takes keys of 2,700 bytes at most, and what is longer is no code. */
const maxCodeLength = 200;

/** A code as it is compared: without case, spaces, hyphens or any other sign, so that `ab 1234` is `AB-1234`. */
export function codeOf(text: string): string {
  return fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

/** What a product is called by: its externalId, and its attributes sku, gtin, ean, upc, isbn and mpn. */
export function codesOf(product: {
  readonly externalId: string;
  readonly attributes: readonly Attribute[];
}): string[] {
  const named = product.attributes.filter(({ name }) => codeNames.test(codeOf(name)));
  const codes = [product.externalId, ...named.map(({ value }) => value)].map(codeOf);
  return [...new Set(codes)].filter((code) => code !== '' && code.length <= maxCodeLength);
}

import { parseView, printView, type View } from './view.ts';

/** What the address bar says: a search, how it is looked at, and the product whose details are open. */
export interface Address {
  readonly searchId: string | null;
  readonly view: View;
  readonly productId: string | null;
}

/** Every address is one: what it can not mean is left out. */
export function parseAddress(path: string, query: string): Address {
  const id = /^\/s\/([\w-]{1,200})\/?$/.exec(path)?.[1];
  const productId = new URLSearchParams(query).get('p');
  return { searchId: id ?? null, view: parseView(query), productId: productId || null };
}

export function printAddress({ searchId, view, productId }: Address): string {
  const path = searchId === null ? '/' : `/s/${searchId}`;
  const query = printView(view);
  if (productId === null) return path + query;
  return `${path}${query === '' ? '?' : `${query}&`}p=${encodeURIComponent(productId)}`;
}

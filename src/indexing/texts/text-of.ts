/** What of a product is embedded. */
export interface ProductTexts {
  readonly title: string;
  readonly description: string | null;
  readonly brand: string | null;
  readonly category: string | null;
}

/** Far more than any model takes in, so that a page of text costs no more than a paragraph. */
export const maxTextLength = 2000;

/**
 * A product in words, as a model reads it. Models cut what is too long for them (after 32 or 77 tokens), so what tells
 * most comes first: the title, what kind of thing it is and whose, and at last the description.
 */
export function textOf({ title, description, brand, category }: ProductTexts): string {
  return [title, category, brand, description]
    .map((part) => part?.trim().replace(/[.,;\s]+$/u, '') ?? '')
    .filter((part) => part !== '')
    .join('. ')
    .slice(0, maxTextLength)
    .toWellFormed();
}

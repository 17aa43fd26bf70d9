import type { Format } from '../../shared/format.ts';

/** What narrows and orders the results. */
export const facets = (format: Format) => ({
  heading: 'Filters',
  open: (chosen: number) => (chosen === 0 ? 'Filters' : `Filters (${format.number(chosen)})`),
  show: (count: number) => format.plural(count, { one: 'Show # product', other: 'Show # products' }),
  chosen: 'Chosen filters',
  remove: (what: string) => `Remove: ${what}`,
  clear: 'Clear all',
  names: { category: 'Category', brand: 'Brand', price: 'Price' },
  onlyInStock: 'Only in stock',
  all: (count: number) => `Show all ${format.number(count)}`,
  fewer: 'Show fewer',
  from: 'From',
  to: 'To',
  apply: 'Apply',
  priceTyped: (currency: string) =>
    currency === '' ? 'Price of your own' : `Price of your own, ${currency}`,
  notPrice: 'A number such as 12.90, please.',
  upTo: (price: string) => `up to ${price}`,
  above: (price: string) => `${price} and more`,
  between: (min: string, max: string) => `${min} – ${max}`,
  order: 'Order',
  orders: {
    RELEVANCE: 'Best match',
    PRICE_ASC: 'Cheapest',
    PRICE_DESC: 'Dearest',
    NEWEST: 'Newest',
  },
  match: 'Match',
  matches: { all: 'All', RELATED: 'Related', STRONG: 'Strong', IDENTICAL: 'Same' },
  expert: 'For experts',
  score: 'Least similarity, −1 to 1',
  scoreHint: 'The bare cosine of the pictures; it means something else under each model.',
  folded: 'Nearly equal products as one',
});

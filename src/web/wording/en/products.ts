import type { Format } from '../../shared/format.ts';

/** The list of products. */
export const products = (format: Format) => ({
  title: 'Products',
  add: 'Add a product',
  total: (count: number) => format.plural(count, { one: '# product', other: '# products' }),
  found: (count: number) => format.plural(count, { one: '# product fits', other: '# products fit' }),
  listChanged: 'Products were added or deleted meanwhile.',
  showChanges: 'Show the list anew',

  search: 'Search products',
  searchHint: 'Title, brand, category or id',
  filters: 'Filters',
  filtersOn: (count: number) => format.plural(count, { one: 'Filters (#)', other: 'Filters (#)' }),
  clearFilters: 'Clear filters',
  any: 'Any',
  state: 'Indexing',
  failure: 'Failed because',
  pictures: 'Pictures',
  withPictures: 'With pictures',
  withoutPictures: 'Without pictures',
  category: 'Category',
  categoryHint: 'Or the beginning of it',
  brand: 'Brand',
  stock: 'Stock',
  inStock: 'In stock',
  outOfStock: 'Out of stock',
  order: 'Order',
  orders: {
    NEWEST: 'Newest first',
    OLDEST: 'Oldest first',
    TITLE: 'By title',
    PRICE_ASC: 'Cheapest first',
    PRICE_DESC: 'Dearest first',
  },
  columns: { product: 'Product', category: 'Category', price: 'Price', stock: 'Stock', state: 'Pictures' },
  noPrice: 'no price',

  emptyTitle: 'There are no products yet',
  emptyWays: 'Three ways to fill the catalogue:',
  emptyAdd: 'Add the first product by hand',
  emptyImport: 'Import a file, CSV or NDJSON',
  emptyApi: 'Send products over the API with upsertProducts',
  emptyDemo:
    'To look around first, start the server with DEMO=on and an empty database: it fills itself with a demo catalogue.',
  nothingFits: 'No product fits these filters',
  nothingFitsHint: 'Clear some of them, or look for other words.',

  states: { INDEXED: 'Indexed', PENDING: 'Waiting', FAILED: 'Failed' },
  standing: {
    none: 'No pictures',
    indexed: (count: number) => format.plural(count, { one: '# indexed', other: '# indexed' }),
    pending: (count: number) => format.plural(count, { one: '# waiting', other: '# waiting' }),
    failed: (count: number) => format.plural(count, { one: '# failed', other: '# failed' }),
  },
});

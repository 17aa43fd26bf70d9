import type { Format } from '../shared/format.ts';
import { ask } from './en/ask.ts';
import { duplicates } from './en/duplicates.ts';
import { errors } from './en/errors.ts';
import { facets } from './en/facets.ts';
import { failures } from './en/failures.ts';
import { frame } from './en/frame.ts';
import { imports } from './en/imports.ts';
import { models } from './en/models.ts';
import { overview } from './en/overview.ts';
import { product } from './en/product.ts';
import { productPictures } from './en/product-pictures.ts';
import { products } from './en/products.ts';
import { reasons } from './en/reasons.ts';
import { results } from './en/results.ts';
import { runs } from './en/runs.ts';
import { searches } from './en/searches.ts';
import { settings } from './en/settings.ts';
import { states } from './en/states.ts';

/** Every word that the pages say, in English; the other languages have the same keys. */
export const shared = (format: Format) => ({
  connectionLost: 'The server is not reached. Trying again; what is shown may be out of date.',
  connectionBack: 'The server is back.',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Loading…',
  more: 'Show more',
  errors: errors(format),
});

export const search = (format: Format) => ({
  title: 'Search by photo or words',
  ask: ask(format),
  facets: facets(format),
  results: results(format),
  states: states(format),
});

export const admin = (format: Format) => ({
  title: 'Vitrine admin',
  frame: frame(format),
  settings: settings(format),
  searches: searches(format),
  imports: imports(format),
  models: models(format),
  failures: failures(format),
  duplicates: duplicates(format),
  overview: overview(format),
  reasons: reasons(format),
  runs: runs(format),
  products: products(format),
  product: product(format),
  productPictures: productPictures(format),
});

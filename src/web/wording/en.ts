import type { Format } from '../shared/format.ts';
import { duplicates } from './en/duplicates.ts';
import { failures } from './en/failures.ts';
import { frame } from './en/frame.ts';
import { imports } from './en/imports.ts';
import { models } from './en/models.ts';
import { overview } from './en/overview.ts';
import { product } from './en/product.ts';
import { productPictures } from './en/product-pictures.ts';
import { products } from './en/products.ts';
import { reasons } from './en/reasons.ts';
import { runs } from './en/runs.ts';
import { searches } from './en/searches.ts';
import { settings } from './en/settings.ts';

/** Every word that the pages say, in English; the other languages have the same keys. */
export { search, shared } from './en/search-page.ts';

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

import type { Format } from '../shared/format.ts';
import { duplicates } from './ru/duplicates.ts';
import { failures } from './ru/failures.ts';
import { frame } from './ru/frame.ts';
import { imports } from './ru/imports.ts';
import { models } from './ru/models.ts';
import { overview } from './ru/overview.ts';
import { product } from './ru/product.ts';
import { productPictures } from './ru/product-pictures.ts';
import { products } from './ru/products.ts';
import { reasons } from './ru/reasons.ts';
import { runs } from './ru/runs.ts';
import { searches } from './ru/searches.ts';
import { settings } from './ru/settings.ts';
import type { AdminWording } from './wording.ts';

export { search, shared } from './ru/search-page.ts';

export const admin = (format: Format): AdminWording => ({
  title: 'Vitrine: управление',
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

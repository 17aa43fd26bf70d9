import type { Format } from '../shared/format.ts';
import { ask } from './ru/ask.ts';
import { duplicates } from './ru/duplicates.ts';
import { errors } from './ru/errors.ts';
import { facets } from './ru/facets.ts';
import { failures } from './ru/failures.ts';
import { frame } from './ru/frame.ts';
import { imports } from './ru/imports.ts';
import { models } from './ru/models.ts';
import { overview } from './ru/overview.ts';
import { product } from './ru/product.ts';
import { productPictures } from './ru/product-pictures.ts';
import { products } from './ru/products.ts';
import { reasons } from './ru/reasons.ts';
import { results } from './ru/results.ts';
import { runs } from './ru/runs.ts';
import { searches } from './ru/searches.ts';
import { settings } from './ru/settings.ts';
import { states } from './ru/states.ts';
import type { AdminWording, SearchWording, SharedWording } from './wording.ts';

export const shared = (format: Format): SharedWording => ({
  connectionLost: 'Сервер недоступен. Пробуем снова; показанное могло устареть.',
  connectionBack: 'Сервер снова на связи.',
  close: 'Закрыть',
  cancel: 'Отмена',
  retry: 'Повторить',
  loading: 'Загрузка…',
  more: 'Показать ещё',
  errors: errors(format),
});

export const search = (format: Format): SearchWording => ({
  title: 'Поиск по фото или словам',
  ask: ask(format),
  facets: facets(format),
  results: results(format),
  states: states(format),
});

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

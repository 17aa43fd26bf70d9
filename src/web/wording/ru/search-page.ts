import type { Format } from '../../shared/format.ts';
import type { SearchWording, SharedWording } from '../wording.ts';
import { ask } from './ask.ts';
import { errors } from './errors.ts';
import { facets } from './facets.ts';
import { results } from './results.ts';
import { states } from './states.ts';

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

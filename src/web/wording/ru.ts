import type { Format } from '../shared/format.ts';
import { ask } from './ru/ask.ts';
import { errors } from './ru/errors.ts';
import { frame } from './ru/frame.ts';
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
  results: (count) =>
    format.plural(count, { one: '# товар', few: '# товара', many: '# товаров', other: '# товара' }),
});

export const admin = (format: Format): AdminWording => ({
  title: 'Vitrine: управление',
  frame: frame(format),
});

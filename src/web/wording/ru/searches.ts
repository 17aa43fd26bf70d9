import type { Format } from '../../shared/format.ts';
import type { searches as english } from '../en/searches.ts';

export const searches = (format: Format): ReturnType<typeof english> => ({
  title: 'Запросы',
  about: 'Что искали люди. Запросы без результатов показывают, чего нет в каталоге и как люди называют вещи.',
  which: 'Какие запросы',
  foundNothing: 'Без результатов',
  all: 'Все',
  kind: 'Чем искали',
  anyKind: 'Чем угодно',
  kinds: { IMAGE: 'Фото', TEXT: 'Слова', PRODUCT: 'Товар', COMPOSED: 'Несколько' },
  ofKind: {
    IMAGE: 'Фото',
    TEXT: 'Слова',
    PRODUCT: 'Похожее на товар',
    COMPOSED: 'Несколько фото, слов или товаров',
  },
  results: (count) =>
    count === 0
      ? 'Ничего не найдено'
      : format.plural(count, {
          one: '# результат',
          few: '# результата',
          many: '# результатов',
          other: '# результата',
        }),
  resultsMean: 'На первой странице',
  took: (ms) => `${format.number(Math.round(ms))} мс`,
  open: 'Открыть',
  openOf: (what) => `Открыть: ${what}`,
  remove: 'Удалить',
  removeOf: (what) => `Удалить: ${what}`,
  removeTitle: 'Удалить этот запрос?',
  removeMeans: 'Он будет удалён вместе с результатами и миниатюрой, и ссылка на него перестанет работать.',
  removeAction: 'Удалить запрос',
  removed: 'Запрос удалён.',
  clear: 'Удалить старые',
  clearTitle: 'Удалить старые запросы',
  clearBefore: 'Все, заданные до',
  clearHint: 'По вашему времени. Запросы с результатами тоже удаляются.',
  clearMissing: 'Сначала выберите дату.',
  clearGo: 'Удалить…',
  clearAsk: (when) => `Удалить все запросы до ${when}?`,
  clearMeans:
    'Они будут удалены вместе с результатами и миниатюрами, и ссылки на них перестанут работать. Это нельзя отменить.',
  clearAction: 'Удалить все',
  cleared: (count) =>
    count === 0
      ? 'Таких старых запросов не было.'
      : format.plural(count, {
          one: 'Удалён # запрос.',
          few: 'Удалено # запроса.',
          many: 'Удалено # запросов.',
          other: 'Удалено # запроса.',
        }),
  refresh: 'Обновить',
  count: (count) =>
    format.plural(count, { one: '# запрос', few: '# запроса', many: '# запросов', other: '# запроса' }),
  none: 'Сохранённых запросов нет',
  noneMeans: 'Они появятся здесь, когда люди начнут искать. Срок хранения задаёт SEARCH_RETENTION_DAYS.',
  noneOfKind: 'Таких нет',
  noneOfKindMeans: 'Выберите выше другие, чтобы увидеть больше.',
  noneFoundNothing: 'Напрасных запросов не было',
  noneFoundNothingMeans: 'Каждый сохранённый запрос что-то нашёл.',
  listFailed: 'Не удалось загрузить запросы.',
});

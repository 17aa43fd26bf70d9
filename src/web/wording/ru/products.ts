import type { Format } from '../../shared/format.ts';
import type { products as english } from '../en/products.ts';

/** The list of products. */
export const products = (format: Format): ReturnType<typeof english> => ({
  title: 'Товары',
  add: 'Добавить товар',
  total: (count) =>
    format.plural(count, { one: '# товар', few: '# товара', many: '# товаров', other: '# товара' }),
  found: (count) =>
    format.plural(count, {
      one: 'Подходит # товар',
      few: 'Подходят # товара',
      many: 'Подходит # товаров',
      other: 'Подходит # товара',
    }),
  listChanged: 'Тем временем товары добавили или удалили.',
  showChanges: 'Обновить список',

  search: 'Поиск по товарам',
  searchHint: 'Название, бренд, категория или код',
  filters: 'Фильтры',
  filtersOn: (count) => format.plural(count, { one: 'Фильтры (#)', other: 'Фильтры (#)' }),
  clearFilters: 'Сбросить фильтры',
  any: 'Все',
  state: 'Индексация',
  failure: 'Причина ошибки',
  pictures: 'Изображения',
  withPictures: 'Есть изображения',
  withoutPictures: 'Без изображений',
  category: 'Категория',
  categoryHint: 'Или её начало',
  brand: 'Бренд',
  stock: 'Наличие',
  inStock: 'В наличии',
  outOfStock: 'Нет в наличии',
  order: 'Порядок',
  orders: {
    NEWEST: 'Сначала новые',
    OLDEST: 'Сначала старые',
    TITLE: 'По названию',
    PRICE_ASC: 'Сначала дешёвые',
    PRICE_DESC: 'Сначала дорогие',
  },
  columns: {
    product: 'Товар',
    category: 'Категория',
    price: 'Цена',
    stock: 'Наличие',
    state: 'Изображения',
  },
  noPrice: 'без цены',

  emptyTitle: 'Товаров пока нет',
  emptyWays: 'Каталог можно наполнить тремя способами:',
  emptyAdd: 'Добавить первый товар вручную',
  emptyImport: 'Импортировать файл CSV или NDJSON',
  emptyApi: 'Передать товары через API: upsertProducts',
  emptyDemo:
    'Чтобы сначала осмотреться, запустите сервер с DEMO=on и пустой базой: он сам заполнит её демонстрационным каталогом.',
  nothingFits: 'Под эти фильтры не подходит ни один товар',
  nothingFitsHint: 'Сбросьте часть фильтров или поищите другие слова.',

  states: { INDEXED: 'В индексе', PENDING: 'Ожидает', FAILED: 'Ошибка' },
  standing: {
    none: 'Нет изображений',
    indexed: (count) =>
      format.plural(count, {
        one: '# в индексе',
        few: '# в индексе',
        many: '# в индексе',
        other: '# в индексе',
      }),
    pending: (count) =>
      format.plural(count, { one: '# ожидает', few: '# ожидают', many: '# ожидают', other: '# ожидают' }),
    failed: (count) =>
      format.plural(count, {
        one: '# с ошибкой',
        few: '# с ошибкой',
        many: '# с ошибкой',
        other: '# с ошибкой',
      }),
  },
});

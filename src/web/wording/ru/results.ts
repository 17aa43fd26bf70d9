import type { Format } from '../../shared/format.ts';

export const results = (format: Format): ReturnType<typeof import('../en/results.ts').results> => ({
  count: (count) =>
    format.plural(count, { one: '# товар', few: '# товара', many: '# товаров', other: '# товара' }),
  nearest: (count) =>
    format.plural(count, {
      one: '# ближайший товар',
      few: '# ближайших товара',
      many: '# ближайших товаров',
      other: '# ближайшего товара',
    }),
  took: (ms) => `${format.number(Math.max(1, Math.round(ms)))} мс`,
  searching: 'Ищем…',
  stopped: 'Вы остановили этот поиск.',
  again: 'Искать снова',
  notShared:
    'Этот сервер не запоминает поиски: ссылкой нельзя поделиться, а после перезагрузки результаты пропадут.',
  match: {
    IDENTICAL: 'То же или почти то же',
    STRONG: 'Очень похоже',
    RELATED: 'Похоже',
    WEAK: 'Отдалённо похоже',
  },
  byWords: 'По тексту',
  score: (score) => format.number(score, { minimumFractionDigits: 3, maximumFractionDigits: 3 }),
  soldOut: 'Нет в наличии',
  inStock: 'В наличии',
  noPrice: 'Цена не указана',
  similar: 'Похожие',
  similarTo: (title) => `Похожие: ${title}`,
  toShop: 'В магазин',
  likeProduct: (title) => `Похожее на «${title}»`,
  likeOne: 'Похожее на товар',
  eachPhoto: 'Отдельный поиск по каждому фото',
  photo: (place) => `Фото ${format.number(place)}`,
  details: {
    pictures: 'Изображения',
    picture: (place, all) => `Изображение ${format.number(place)} из ${format.number(all)}`,
    attributes: 'Характеристики',
    category: 'Категория',
    brand: 'Бренд',
    number: 'Артикул',
    similar: 'Похожие товары',
    noSimilar: 'Похожих пока нет.',
    unloaded: 'Это не удалось показать. То, что найдено, остаётся здесь.',
    gone: 'Этого товара больше нет.',
  },
  why: {
    heading: 'Почему он здесь?',
    place: (place) => `Место ${format.number(place)} в этих результатах.`,
    vector: (place) => `По тому, что на изображениях: место ${format.number(place)}.`,
    text: (place) => `По словам в текстах: место ${format.number(place)}.`,
    titles: (place) => `По смыслу названия: место ${format.number(place)}.`,
    score: (score) =>
      `Близость изображения к запросу: ${format.number(score, { maximumFractionDigits: 3 })} (1 — то же изображение).`,
    picture: (place) => `Лучше всего подошло изображение ${format.number(place)}.`,
    plans: {
      APPROXIMATE: 'Найдено по индексу изображений.',
      EXACT: 'Найдено сравнением со всеми изображениями.',
      FULL_TEXT: 'Найдено только по словам.',
      HYBRID: 'Найдено по словам, изображениям и смыслу названий вместе.',
    },
    region: 'Показать, где на фото',
    regionHeading: 'Где на вашем фото',
    regionNone: 'Ни одна часть фото не выделяется.',
    regionLooking: 'Просматриваем фото…',
  },
});

import type { Format } from '../../shared/format.ts';
import type { overview as english } from '../en/overview.ts';

export const overview = (format: Format): ReturnType<typeof english> => ({
  title: 'Обзор',
  coverage: 'Покрытие',
  coverageMeans: (found, withPictures) =>
    `Поиск находит ${format.number(found)} из ${format.plural(withPictures, { one: '# товара', other: '# товаров' })} с картинками.`,
  empty: 'Каталог пуст',
  emptyMeans: 'Когда появятся товары, здесь будет видно, сколько из них находит поиск.',
  addProducts: 'Добавить товары',
  importFile: 'Импортировать файл',
  products: 'Товары',
  withoutPictures: (count) => `без картинок: ${format.number(count)}`,
  allWithPictures: 'все с картинками',
  pictures: 'Картинки',
  texts: 'Названия и описания',
  model: 'Активная модель',
  noModel: 'Пока нет',
  modelStates: { LOADING: 'Загружается', READY: 'Готова', NOT_INSTALLED: 'Не установлена' },
  dimensions: (count) =>
    format.plural(count, {
      one: '# измерение',
      few: '# измерения',
      many: '# измерений',
      other: '# измерения',
    }),
  counts: { indexed: 'В индексе', pending: 'Ожидают', failed: 'С ошибкой' },
  failures: 'Ошибки по причинам',
  noFailures: 'Ошибок нет.',
  allFailures: 'Все ошибки',
  runs: 'Текущие запуски',
  noRuns: 'Нет. Новые и изменённые картинки индексируются сами.',
  allRuns: 'Все запуски',
  liveEnded: 'Сейчас нельзя показать состояние индекса; показанное могло устареть.',
});

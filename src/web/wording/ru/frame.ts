import type { Format } from '../../shared/format.ts';
import type { frame as english } from '../en/frame.ts';

export const frame = (_format: Format): ReturnType<typeof english> => ({
  brand: 'Vitrine',
  skip: 'К содержанию',
  navigation: 'Управление',
  menu: 'Меню',
  search: 'Страница поиска',
  api: 'API (GraphiQL)',
  notFound: 'Такой страницы нет.',
  home: 'К обзору',
  broken: 'Эту часть страницы не удалось показать.',
  reload: 'Загрузить страницу заново',
  panes: {
    overview: 'Обзор',
    runs: 'Индексация',
    failures: 'Ошибки',
    products: 'Товары',
    imports: 'Импорт',
    duplicates: 'Дубликаты',
    searches: 'Запросы',
    models: 'Модели',
    settings: 'Настройки',
  },
});

import type { Format } from '../../shared/format.ts';
import type { models as english } from '../en/models.ts';

export const models = (format: Format): ReturnType<typeof english> => ({
  title: 'Модели',
  about:
    'Модель превращает картинки и слова в векторы. Векторы каждой модели, которая когда-либо была активной, хранятся; поиск сравнивает векторы активной.',
  none: 'Модель ещё не запускалась',
  noneMeans: 'Без неё поиск находит товары только по словам.',
  serverSays: 'Сервер сообщает:',
  active: 'Активна',
  activeMeans: 'Поиск идёт по её векторам.',
  states: { LOADING: 'Загружается', READY: 'Готова', NOT_INSTALLED: 'Не установлена' },
  stateMeans: {
    LOADING: 'Она запускается, возможно, не в первый раз. Поиск по фото её немного подождёт.',
    READY: 'Она отвечает.',
    NOT_INSTALLED: 'Её векторы хранятся, но этот сервер её не запускает.',
  },
  version: 'Версия',
  dimensions: 'Размерность',
  languages: 'Языки',
  noLanguages: 'Станут известны после запуска',
  manyLanguages: (count) =>
    format.plural(count, { one: '# язык', few: '# языка', many: '# языков', other: '# языка' }),
  covers: 'Что она охватывает',
  coversText: (indexed, total) =>
    `${format.number(indexed)} из ${format.plural(total, { one: '# картинки', other: '# картинок' })}`,
  coversNothing: 'Картинок нет',
  counts: { indexed: 'В индексе', pending: 'Ждут', failed: 'С ошибкой' },
  install: 'Чтобы запустить её на этом сервере',
  installSteps: {
    folder: 'Положите папку модели в MODELS_DIR.',
    setting: 'Укажите имя этой папки в настройке MODEL — в окружении или в .env.',
    restart: 'Перезапустите сервер. Если модель не запустится, причина будет в его журнале.',
  },
  settings: 'К настройкам',
  liveEnded: 'Сейчас состояние моделей не обновляется; показанное могло устареть.',
  listFailed: 'Не удалось загрузить модели.',
});

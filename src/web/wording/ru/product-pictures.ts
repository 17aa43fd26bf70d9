import type { Format } from '../../shared/format.ts';
import type { productPictures as english } from '../en/product-pictures.ts';

/** The pictures of a product, and those on their way to it. */
export const productPictures = (format: Format): ReturnType<typeof english> => ({
  picturesTitle: 'Изображения',
  picture: (position) => `Изображение ${format.number(position)}`,
  main: 'Главное изображение',
  moveUp: (position) => `Переместить изображение ${format.number(position)} вперёд`,
  moveDown: (position) => `Переместить изображение ${format.number(position)} назад`,
  moved: (position) => `Теперь это изображение ${format.number(position)}.`,
  remove: (position) => `Убрать изображение ${format.number(position)}`,
  removeTitle: 'Убрать это изображение?',
  removeHint: 'По нему поиск больше не найдёт товар.',
  removeNow: 'Убрать',
  removed: 'Изображение убрано.',
  fromUrl: 'Откуда оно',
  choose: 'Выбрать изображения',
  drop: 'Перетащите изображения сюда или',
  dropAnywhere: 'Отпустите, чтобы добавить изображения',
  kinds: (max) => `JPEG, PNG, WebP, GIF или AVIF; не больше ${format.number(max)} на товар.`,
  addByUrl: 'Или добавьте изображение по адресу',
  urlField: 'Адрес изображения',
  addUrl: 'Добавить',
  noPictures: 'Изображений пока нет: поиск по фото этот товар не найдёт.',
  afterCreate: 'Они отправятся, как только товар будет создан.',
  uploads: 'Добавляются',
  waiting: 'Ждёт',
  sending: (percent) => `Отправляется: ${percent}`,
  checking: 'Проверяется…',
  added: 'Добавлено',
  addedCount: (count) =>
    format.plural(count, {
      one: 'Добавлено # изображение.',
      few: 'Добавлены # изображения.',
      many: 'Добавлено # изображений.',
      other: 'Добавлено # изображения.',
    }),
  alreadyThere: 'Это изображение у товара уже есть.',
  dismiss: (name) => `Скрыть ${name}`,
  tryAgain: (name) => `Отправить ${name} ещё раз`,
  cancelUpload: (name) => `Не отправлять ${name}`,
  dismissAll: 'Скрыть неудавшиеся',
  tooMany: (left, max) =>
    `У товара может быть не больше ${format.number(max)} изображений: ${format.plural(left, {
      one: 'не взято ещё #',
      few: 'не взяты ещё #',
      many: 'не взято ещё #',
      other: 'не взято ещё #',
    })}.`,
  notPicture:
    'Такой файл показать нельзя: принимаются JPEG, PNG, WebP, GIF и AVIF. Сохраните изображение в одном из них и добавьте снова.',
  tooLarge: 'Это изображение слишком большое. Уменьшите его и добавьте снова.',
  sendFailed: 'Сервер недоступен или не стал читать дальше. Проверьте размер файла и попробуйте ещё раз.',
  linkOpens: 'откроется в новом окне',

  retry: 'Повторить неудавшиеся',
  retryAll: 'Проверить изображения заново',
  retryStarted: 'Изображения проверяются заново.',
  stateMeans: {
    INDEXED: 'Поиск его находит.',
    PENDING: 'Ждёт своего вектора.',
    FAILED: 'По этому изображению поиск товар не находит.',
  },
  attempts: (count) =>
    format.plural(count, {
      one: '# попытка',
      few: '# попытки',
      many: '# попыток',
      other: '# попытки',
    }),
  triedAgain: 'Попытка повторится сама.',
  notTriedAgain: 'Так и останется, пока изображение не исправят.',
  indexedAt: (when) => `с ${when}`,
});

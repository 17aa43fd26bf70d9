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
  cancelUpload: (name) => `Не отправлять ${name}`,
  dismissAll: 'Скрыть неудавшиеся',
  tooMany: (left, max) =>
    `У товара может быть не больше ${format.number(max)} изображений: ${format.plural(left, {
      one: 'не взято ещё #',
      few: 'не взяты ещё #',
      many: 'не взято ещё #',
      other: 'не взято ещё #',
    })}.`,
  sendFailed: 'Сервер недоступен или не стал читать дальше. Проверьте размер файла и попробуйте ещё раз.',
  linkOpens: 'откроется в новом окне',

  retry: 'Повторить неудавшиеся',
  retryAll: 'Проверить изображения заново',
  retryRuns: 'Изображения проверяются…',
  retryDone: (indexed, failed, unchanged) =>
    [
      indexed > 0 && `в индексе заново: ${format.number(indexed)}`,
      unchanged > 0 && `без изменений: ${format.number(unchanged)}`,
      failed > 0 && `снова с ошибкой: ${format.number(failed)}`,
    ]
      .filter(Boolean)
      .join(', '),
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

import type { Format } from '../../shared/format.ts';
import type { ask as english } from '../en/ask.ts';

export const ask = (format: Format): ReturnType<typeof english> => ({
  label: 'Что вы ищете?',
  placeholder: 'Слова или фото',
  placeholderOfWords: 'Опишите словами',
  placeholderBesidePhoto: 'Например, «синее»',
  submit: 'Найти',
  clear: 'Очистить',
  preparing: 'Готовим фото…',
  searching: 'Ищем…',
  choose: 'Выбрать фото',
  takePicture: 'Сфотографировать',
  hint: 'Перетащите фото в любое место страницы, вставьте его или его адрес.',
  dropHere: 'Отпустите, чтобы найти',
  dropHint: 'Одно фото или несколько фото одного товара',
  isAddress: 'Это адрес: искать будем по картинке, которая там лежит.',
  photosOff: 'Поиск по фото сейчас не работает.',
  wordsOff: 'Поиск по словам сейчас не работает.',

  photos: 'Фото для поиска',
  photo: (index) => `Фото ${format.number(index)}`,
  pictureAt: (host) => `Картинка с ${host}`,
  crop: 'Обрезать',
  turn: 'Повернуть',
  remove: 'Убрать',
  removed: 'Фото убрано.',
  addSide: 'Ещё ракурс',
  cropOf: (name) => `Обрезать: ${name}`,
  turnOf: (name) => `Повернуть: ${name}`,
  removeOf: (name) => `Убрать: ${name}`,
  reopened:
    'Само фото этого поиска не хранится. Чтобы обрезать его или добавить слова, выберите его ещё раз.',

  editor: 'Обрезка фото',
  editorHint: 'Обведите мышью или пальцем то, что ищете.',
  wholePhoto: 'Всё фото',
  done: 'Готово',
  part: 'Часть, по которой ищем',
  position: 'Положение',
  partKeys: 'Стрелки двигают её или её края, с Shift — быстрее.',
  partAt: (left, top) => `${format.percent(left)} слева, ${format.percent(top)} сверху`,
  edges: { left: 'Левый край', top: 'Верхний край', right: 'Правый край', bottom: 'Нижний край' },
  edgeAt: (share) => format.percent(share),
  lookingForObjects: 'Ищем предметы на фото…',
  objects: (count) =>
    format.plural(count, {
      one: 'Найден # предмет: нажмите на него, чтобы искать по нему.',
      few: 'Найдены # предмета: нажмите на один из них, чтобы искать по нему.',
      many: 'Найдено # предметов: нажмите на один из них, чтобы искать по нему.',
      other: 'Найдено # предмета: нажмите на один из них, чтобы искать по нему.',
    }),
  noObjects: 'Отдельных предметов не нашлось; обведите то, что ищете.',
  objectsFailed: 'Поискать предметы не удалось; обведите то, что ищете.',
  searchWithObject: (title) => `Искать по этой части, похоже на: ${title}`,
  cannotShow: 'Ваш браузер не может показать это фото. Искать по нему можно всё равно.',

  several: (count) =>
    format.plural(count, {
      one: '# фотография',
      few: '# фотографии',
      many: '# фотографий',
      other: '# фотографии',
    }),
  severalQuestion: 'Что на этих фото?',
  oneProduct: 'Один товар с разных сторон',
  oneProductHint: 'Один поиск по всем фото вместе',
  oneEach: 'На каждом свой товар',
  oneEachHint: 'Отдельный поиск по каждому фото',

  camera: 'Сфотографировать',
  cameraWaiting: 'Ждём камеру. Браузер может спросить, можно ли странице её включить.',
  cameraView: 'Что видит камера',
  cameraTake: 'Снять',
  cameraRefused:
    'Странице нельзя включать камеру. Разрешите это в настройках браузера или выберите готовое фото.',
  cameraMissing: 'Камера не открылась: возможно, она занята другой программой. Выберите готовое фото.',

  refused: {
    notPicture: (name) =>
      `«${name}» не картинка, как бы файл ни назывался. Выберите файл JPEG, PNG, WebP, GIF или AVIF.`,
    unreadable: (name) => `«${name}» не читается. Если это папка, выберите фото из неё.`,
    empty: (name) => `Файл «${name}» пуст. Выберите другой.`,
    tooLarge: (name, bytes, most) =>
      `В файле «${name}» ${format.bytes(bytes)}, а можно не больше ${format.bytes(most)}. Уменьшите его или выберите другое фото.`,
    tooMany: (given, most, names) =>
      `Это ${format.plural(given, { one: '# фотография', few: '# фотографии', many: '# фотографий', other: '# фотографии' })}, а сразу можно искать не больше чем по ${format.number(most)}. Взяты: ${names}.`,
    tooLong: (length, most) =>
      `Здесь ${format.plural(length, { one: '# знак', few: '# знака', many: '# знаков', other: '# знака' })}, а можно не больше ${format.number(most)}. Сократите.`,
    nothing: 'Напишите, что ищете, или дайте фото.',
    noRoom: '8 фото вместе со словами для одного поиска слишком много. Уберите одно фото или слова.',
    notPhoto: 'Здесь нет фото.',
    more: (count) =>
      format.plural(count, {
        one: 'И ещё # файл не подошёл.',
        few: 'И ещё # файла не подошли.',
        many: 'И ещё # файлов не подошли.',
        other: 'И ещё # файла не подошли.',
      }),
  },
});

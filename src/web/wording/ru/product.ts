import type { Format } from '../../shared/format.ts';
import type { product as english } from '../en/product.ts';

/** The page of one product. */
export const product = (format: Format): ReturnType<typeof english> => {
  const pictures = (count: number) =>
    format.plural(count, {
      one: '# изображение',
      few: '# изображения',
      many: '# изображений',
      other: '# изображения',
    });
  return {
    back: 'Все товары',
    newTitle: 'Новый товар',
    created: (title) => `Товар «${title}» создан.`,
    save: 'Сохранить',
    saving: 'Сохраняем…',
    create: 'Создать товар',
    undo: 'Отменить изменения',
    saved: 'Сохранено.',
    unsaved: 'Ещё не сохранено',
    changedAt: (when) => `Изменён ${when}`,
    createdAt: (when) => `создан ${when}`,
    shopPage: 'Страница в магазине',
    gone: 'Этого товара больше нет',
    goneHint: 'Его удалили, или адрес неверен. Введённое ещё можно скопировать.',
    details: 'Описание товара',
    fields: {
      externalId: 'Код в магазине',
      externalIdHint: 'Собственный код магазина; позже его здесь не изменить.',
      title: 'Название',
      description: 'Описание',
      brand: 'Бренд',
      category: 'Категория',
      amount: 'Цена',
      currency: 'Валюта',
      url: 'Адрес в магазине',
      inStock: 'В наличии',
      attributes: 'Характеристики',
    },
    attributeName: (row) => `Имя характеристики ${format.number(row)}`,
    attributeValue: (row) => `Значение характеристики ${format.number(row)}`,
    attributeHeads: { name: 'Имя', value: 'Значение' },
    addAttribute: 'Добавить характеристику',
    removeAttribute: (name) => `Убрать характеристику ${name}`,
    noAttributes: 'Пока нет. По ним покупатели фильтруют: цвет, размер, материал…',

    errors: {
      missing: 'Это нужно заполнить.',
      tooLong: (max) =>
        format.plural(max, {
          one: 'Не больше # символа.',
          few: 'Не больше # символов.',
          many: 'Не больше # символов.',
          other: 'Не больше # символов.',
        }),
      amount: 'Цена пишется так: 12,90. До запятой не больше 14 цифр, после неё не больше 6.',
      url: 'Адрес начинается с http:// или https://.',
      attributes: (max) => `Характеристик может быть не больше ${format.number(max)}.`,
      some: (count) =>
        format.plural(count, {
          one: '# поле нельзя сохранить в таком виде.',
          few: '# поля нельзя сохранить в таком виде.',
          many: '# полей нельзя сохранить в таком виде.',
          other: '# поля нельзя сохранить в таком виде.',
        }),
    },

    conflictTitle: 'Тем временем этот товар изменил кто-то ещё',
    conflictFields: (names) => `Вы оба изменили: ${names}. Введённое на месте; ничего не сохранено.`,
    conflictHint: 'Возьмите у поля чужое значение или сохраните ещё раз, чтобы заменить его своим.',
    theirs: 'Сохранено в другом месте:',
    take: 'Взять это',
    empty: '(пусто)',

    leaveTitle: 'Уйти без сохранения?',
    leaveUnsaved: 'Изменения пропадут.',
    leaveUploads: 'Изображения ещё отправляются; неотправленные добавлены не будут.',
    leave: 'Уйти',
    stay: 'Остаться',

    delete: 'Удалить товар…',
    deleteTitle: 'Удалить этот товар?',
    deleteWith: (count) =>
      count === 0
        ? 'Изображений у него нет.'
        : `Вместе с ним пропадут ${pictures(count)} и всё, что знает о них поиск.`,
    deleteNext: 'Да, удалить…',
    deleteSure: 'Вернуть его будет нельзя. Удалить навсегда?',
    deleteNow: 'Удалить навсегда',
    deleted: (title) => `Товар «${title}» удалён.`,

    similar: 'Похожее, что находит поиск',
    similarNone: 'Похожего не нашлось.',
    similarWaits: 'Похожее появится здесь, как только главное изображение попадёт в индекс.',
    match: { IDENTICAL: 'то же самое', STRONG: 'сильное сходство', RELATED: 'похоже', WEAK: 'далеко' },
    dangerTitle: 'Удаление',
  };
};

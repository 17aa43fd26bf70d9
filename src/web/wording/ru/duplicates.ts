import type { Format } from '../../shared/format.ts';
import type { duplicates as english } from '../en/duplicates.ts';

export const duplicates = (format: Format): ReturnType<typeof english> => ({
  title: 'Дубликаты',
  about: 'Товары с почти одинаковыми картинками: один товар заведён дважды или одна картинка у нескольких.',
  threshold: 'Насколько похожи должны быть две картинки',
  thresholdHint: 'От 50 % (однотипные предметы) до 100 % (один и тот же файл).',
  alike: (score) => format.number(score, { style: 'percent', maximumFractionDigits: 1 }),
  group: (count) =>
    format.plural(count, { one: '# товар', few: '# товара', many: '# товаров', other: '# товара' }),
  groupAlike: (score) => `сходство от ${score}`,
  sameFile: 'Та же картинка',
  noPrice: 'Без цены',
  picture: (position) => `Картинка ${format.number(position)}`,
  open: 'Открыть',
  openOf: (title) => `Открыть: ${title}`,
  remove: 'Удалить',
  removeOf: (title) => `Удалить: ${title}`,
  removeTitle: 'Удалить этот товар?',
  removeMeans: (title, externalId) =>
    `«${title}» (${externalId}) будет удалён вместе с картинками и их векторами. Это нельзя отменить; другие товары группы останутся.`,
  removeAction: 'Удалить товар',
  removed: (title) => `Товар «${title}» удалён.`,
  looking: 'Просматриваем картинки…',
  found: (groups) =>
    format.plural(groups, { one: '# группа', few: '# группы', many: '# групп', other: '# группы' }),
  foundSoFar: (groups) =>
    `Пока ${format.plural(groups, { one: '# группа', few: '# группы', many: '# групп', other: '# группы' })}`,
  nothingYet: 'Пока ничего не найдено. Просмотрены ещё не все картинки.',
  goesOn: 'Просмотрены ещё не все картинки.',
  complete: 'Просмотрены все проиндексированные картинки.',
  none: 'Дубликатов нет',
  noneMeans: 'Нет двух товаров с настолько похожими картинками. При меньшем пороге найдётся больше.',
  listFailed: 'Поиск дубликатов прервался.',
});

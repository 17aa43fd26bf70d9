import type { Format } from '../../shared/format.ts';
import type { settings as english } from '../en/settings.ts';

export const settings = (format: Format): ReturnType<typeof english> => {
  const counted = (count: number) =>
    format.plural(count, {
      one: '# настройка',
      few: '# настройки',
      many: '# настроек',
      other: '# настройки',
    });
  return {
    title: 'Настройки',
    about: 'Какими они действуют на сервере, который отвечает.',
    howToChange: 'Чтобы изменить настройку,',
    howToChangeMeans:
      'впишите её имя и новое значение в файл .env рядом с программой или в окружение, которое важнее файла, и перезапустите сервер:',
    secrets: 'Секретное в адресах показано как •••.',
    find: 'Найти по имени, значению или описанию',
    onlyChanged: (count) => `Только изменённые (${format.number(count)})`,
    shown: (shown, total) =>
      shown === total ? counted(total) : `${format.number(shown)} из ${format.number(total)}`,
    changed: 'Изменена',
    value: 'Значение',
    fallback: 'По умолчанию',
    nothing: 'ничего',
    none: 'Подходящих настроек нет.',
    listFailed: 'Не удалось загрузить настройки.',
  };
};

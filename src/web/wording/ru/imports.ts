import type { Format } from '../../shared/format.ts';
import type { imports as english } from '../en/imports.ts';

export const imports = (format: Format): ReturnType<typeof english> => {
  const limit = (maxMb: number) => format.bytes(maxMb * 1_000_000);
  return {
    title: 'Импорт',
    about: 'Создаёт товары из файла или обновляет те, что уже есть, по их externalId.',
    drop: 'Перетащите файл сюда',
    dropNow: 'Отпустите, чтобы выбрать этот файл',
    or: 'или',
    choose: 'Выберите файл',
    kinds: (maxMb) =>
      maxMb === null
        ? 'CSV или NDJSON в кодировке UTF-8.'
        : `CSV или NDJSON в кодировке UTF-8, до ${limit(maxMb)}.`,
    looks: 'Каким должен быть файл?',
    looksCsv:
      'В CSV значения разделены запятыми, а в первой строке названы столбцы, в любом порядке: externalId, title, description, brand, category, url, price, currency, inStock, images и attribute:ИМЯ для всего остального.',
    looksNdjson: 'В NDJSON те же имена, по одному объекту JSON на строку.',
    looksRules:
      'Обязательны externalId и title. Несколько картинок разделяются знаком |. Столбец, которого нет, остаётся как был; пустая ячейка стирает значение. Повторный импорт того же файла ничего не меняет.',
    exampleCsv: 'Пример в CSV',
    exampleNdjson: 'Пример в NDJSON',
    chosen: 'Выбранный файл',
    format: 'Формат файла',
    formats: { CSV: 'CSV', NDJSON: 'NDJSON (объект JSON на строку)' },
    formatUnknown: 'По имени файла не понять.',
    base: 'Где лежат картинки (необязательно)',
    baseHint:
      'Что добавить перед картинками, заданными одним именем файла, например https://cdn.example.com/products/',
    baseWrong: 'Адрес начинается с http:// или https://.',
    start: 'Импортировать',
    another: 'Другой файл',
    tooLarge: (bytes, maxMb) =>
      `В этом файле ${format.bytes(bytes)}; принимается не больше ${limit(maxMb)}. Разделите его или импортируйте на сервере командой npm run import.`,
    empty: 'Этот файл пуст.',
    sending: 'Отправка…',
    sent: (share) => `отправлено ${format.percent(share)}`,
    keeping: 'Всё отправлено; сервер надёжно сохраняет файл…',
    stopSending: 'Прервать отправку',
    sendingStays: 'Не уходите со страницы, пока файл отправляется. Потом можно.',
    accepted: (name) => `Файл ${name} принят и импортируется.`,
    refused: 'Файл не принят.',
    list: 'Импорты',
    none: 'Из файлов здесь ещё ничего не импортировали.',
    listFailed: 'Не удалось загрузить список импортов.',
    liveEnded: 'Сейчас нельзя показать, что происходит.',
    keptFor: 'Хранятся 30 дней после завершения.',
    states: {
      QUEUED: 'Ждёт очереди',
      RUNNING: 'Идёт',
      CANCELLED: 'Отменён',
      SUCCEEDED: 'Завершён',
      FAILED: 'Не удался',
    },
    doneWithFailures: 'Завершён, есть строки с ошибками',
    progress: (name) => `Ход: ${name}`,
    lines: (count) =>
      format.plural(count, { one: '# строка', few: '# строки', many: '# строк', other: '# строки' }),
    rate: (perSecond) =>
      `${format.number(perSecond, { maximumSignificantDigits: perSecond < 100 ? 2 : 3 })} строк/с`,
    left: (seconds) => `осталось примерно ${format.duration(seconds)}`,
    took: (seconds) => `за ${format.duration(seconds)}`,
    failed: (count) => `с ошибкой ${format.number(count)}`,
    asked: (when) => `отправлен ${when}`,
    counts: {
      lines: 'Строк',
      created: 'Новых товаров',
      updated: 'Изменено',
      unchanged: 'Без изменений',
      failed: 'С ошибкой',
    },
    facts: { size: 'Размер', createdAt: 'Получен', startedAt: 'Начат', finishedAt: 'Завершён' },
    cancel: 'Отменить',
    cancelOf: (name) => `Отменить: ${name}`,
    cancelTitle: 'Отменить этот импорт?',
    cancelMeans: 'Он закончится насовсем. Уже сохранённые товары останутся.',
    cancelAction: 'Отменить импорт',
    cancelKeep: 'Пусть идёт',
    cancelled: 'Импорт отменён.',
    brokeOff: 'Файл не удалось импортировать.',
    back: 'Все импорты',
    gone: 'Такого импорта нет',
    goneMeans: 'Импорты хранятся 30 дней после завершения.',
    failures: 'Строки с ошибками',
    noFailures: 'Строк с ошибками нет.',
    failuresMean:
      'Все остальные строки импортированы. Исправьте эти и отправьте файл снова или только эти строки.',
    failuresKept: (kept, all) =>
      `С ошибкой ${format.plural(all, { one: '# строка', few: '# строки', many: '# строк', other: '# строки' })}; сохранены первые ${format.number(kept)}.`,
    failuresFailed: 'Не удалось загрузить строки с ошибками.',
    showNewer: (count) =>
      format.plural(count, {
        one: 'Появилась ещё # строка с ошибкой: показать',
        few: 'Появились ещё # строки с ошибками: показать',
        many: 'Появилось ещё # строк с ошибками: показать',
        other: 'Появилось ещё # строки с ошибками: показать',
      }),
    line: 'Строка',
    externalId: 'externalId',
    reason: 'Причина',
    download: 'Скачать текстом',
    downloading: (share) => `Собираем: ${format.percent(share)}`,
  };
};

import type { Format } from '../../shared/format.ts';
import type { runs as english } from '../en/runs.ts';

export const runs = (format: Format): ReturnType<typeof english> => {
  const pictures = (count: number) =>
    format.plural(count, { one: '# картинка', few: '# картинки', many: '# картинок', other: '# картинки' });
  return {
    title: 'Индексация',
    about: 'Запуск обновляет сразу много картинок. Новые и изменённые картинки индексируются и без запусков.',
    none: 'Запусков ещё не было.',
    goingOn: (count) =>
      format.plural(count, {
        one: 'Идёт # запуск',
        few: 'Идут # запуска',
        many: 'Идут # запусков',
        other: 'Идут # запуска',
      }),
    kept: (count) =>
      format.plural(count, { one: '# запуск', few: '# запуска', many: '# запусков', other: '# запуска' }),
    scopes: {
      MISSING: 'Ожидающие картинки',
      FAILED: 'Картинки с ошибками',
      ALL: 'Весь каталог',
      PRODUCTS: 'Выбранные товары',
    },
    states: {
      QUEUED: 'Ждёт очереди',
      RUNNING: 'Идёт',
      PAUSED: 'На паузе',
      CANCELLED: 'Отменён',
      SUCCEEDED: 'Завершён',
      FAILED: 'Прерван',
    },
    doneWithFailures: 'Завершён с ошибками',
    progress: (scope) => `Ход: ${scope}`,
    doneOf: (done, total) =>
      `${format.number(done)} из ${format.plural(total, { one: '# картинки', other: '# картинок' })}`,
    rate: (perSecond) =>
      `${format.number(perSecond, { maximumSignificantDigits: perSecond < 100 ? 2 : 3 })} карт./с`,
    left: (seconds) => `осталось примерно ${format.duration(seconds)}`,
    took: (seconds) => `за ${format.duration(seconds)}`,
    failed: (count) => `с ошибкой ${format.number(count)}`,
    asked: (when) => `запрошен ${when}`,
    model: 'Модель',
    pause: 'Пауза',
    resume: 'Продолжить',
    cancel: 'Отменить',
    ofRun: (verb, scope) => `${verb}: ${scope}`,
    paused: 'Запуск на паузе.',
    resumed: 'Запуск продолжается.',
    cancelled: 'Запуск отменён.',
    cancelTitle: 'Отменить этот запуск?',
    cancelMeans:
      'Он закончится насовсем. Сделанное останется, а картинки без вектора будут проиндексированы в фоне.',
    cancelAction: 'Отменить запуск',
    cancelKeep: 'Пусть идёт',
    start: 'Запустить индексацию',
    startTitle: 'Запустить индексацию',
    startScope: 'Какие картинки?',
    startMeans: {
      MISSING:
        'Те, у которых ещё нет вектора. Они индексируются и сами; запуск позволяет наблюдать за ними, ставить на паузу и видеть, что стало с каждой.',
      FAILED:
        'Те, которые не удалось проиндексировать. Каждая будет скачана и обработана снова — например, после сбоя хоста.',
      ALL: 'Все картинки: у хоста спрашивают, изменилась ли она, и вектор вычисляется заново. Поиск при этом работает; это займёт время.',
    },
    startCount: pictures,
    startAction: 'Запустить',
    started: 'Запуск начался.',
    goesOnAlready: 'Такой запуск уже идёт: вы видите его.',
    nothingToDo: 'Таких картинок нет: запуск уже завершён.',
    watch: 'Наблюдать',
    liveEnded: 'Сейчас нельзя показать, что происходит.',
    listFailed: 'Не удалось загрузить список запусков.',
    back: 'Все запуски',
    gone: 'Такого запуска нет',
    goneMeans: 'Запуски хранятся 30 дней после завершения.',
    times: { createdAt: 'Запрошен', startedAt: 'Начат', finishedAt: 'Завершён' },
    counts: { total: 'Картинок', succeeded: 'В индексе', skipped: 'Без изменений', failed: 'С ошибкой' },
    brokeOff: 'Запуск не смог продолжаться.',
    failures: 'Что не удалось',
    noFailures: 'Ошибок нет.',
    byReason: 'По причинам',
    noneLeft: 'Картинок, с которыми были ошибки, больше нет.',
    showNewer: (count) =>
      format.plural(count, {
        one: 'Появилась ещё # ошибка: показать',
        few: 'Появились ещё # ошибки: показать',
        many: 'Появилось ещё # ошибок: показать',
        other: 'Появилось ещё # ошибки: показать',
      }),
    shown: (shown, total) => `Показано ${format.number(shown)} из ${format.number(total)}`,
    failuresFailed: 'Не удалось загрузить список ошибок.',
    tryListed: (count) =>
      format.plural(count, {
        one: 'Повторить для # товара из списка',
        other: 'Повторить для # товаров из списка',
      }),
    tryAllFailed: 'Повторить все неудачные',
    tryOne: 'Повторить',
    tryOneOf: (title) => `Повторить: ${title}`,
    trying: 'Они обрабатываются снова.',
    picture: (position) => `Картинка ${format.number(position)}`,
    passing: 'Может пройти само',
  };
};

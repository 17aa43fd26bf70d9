import type { Format } from '../../shared/format.ts';
import type { errors as english } from '../en/errors.ts';

export const errors = (format: Format): ReturnType<typeof english> => ({
  retryAfter: (seconds) => `Попробуйте снова через ${format.duration(seconds)}`,
  unknown: { message: 'Не получилось.', hint: 'Попробуйте ещё раз.' },
  byCode: {
    NETWORK: {
      message: 'Сервер недоступен.',
      hint: 'Проверьте, что он запущен и что есть связь, и попробуйте снова.',
    },
    BAD_USER_INPUT: { message: 'Сервер не может это принять.', hint: 'Исправьте и попробуйте снова.' },
    BAD_IMAGE: { message: 'Эту картинку не удалось открыть.', hint: 'Выберите другую.' },
    UNSUPPORTED_FORMAT: {
      message: 'Это не картинка поддерживаемого вида.',
      hint: 'Подойдут JPEG, PNG, WebP, GIF и AVIF.',
    },
    PAYLOAD_TOO_LARGE: {
      message: 'Это слишком большой файл или запрос.',
      hint: 'Отправьте что-нибудь поменьше.',
    },
    IMAGE_UNREACHABLE: {
      message: 'Не удалось скачать картинку по её адресу.',
      hint: 'Проверьте адрес или отправьте саму картинку.',
    },
    BLOCKED_ADDRESS: { message: 'Этот адрес не общедоступный.', hint: 'Отправьте саму картинку.' },
    NOT_FOUND: { message: 'Этого больше нет.', hint: 'Возможно, это уже удалили.' },
    CONFLICT: {
      message: 'Это уже есть или успело измениться.',
      hint: 'Посмотрите, как обстоит дело сейчас.',
    },
    MODEL_LOADING: { message: 'Модель ещё загружается.', hint: 'Попробуйте чуть позже.' },
    MODEL_UNAVAILABLE: { message: 'Здесь нет модели.', hint: 'Поиск по словам работает, по фото — нет.' },
    DATABASE_UNAVAILABLE: { message: 'База данных не отвечает.', hint: 'Попробуйте чуть позже.' },
    OVERLOADED: { message: 'Сервер перегружен.', hint: 'Попробуйте чуть позже.' },
    QUERY_TOO_COMPLEX: { message: 'Это слишком много за один раз.', hint: 'Попросите меньше.' },
    INTERNAL: {
      message: 'На сервере произошла ошибка.',
      hint: 'Попробуйте снова; подробности в его журнале.',
    },
  },
});

import type { Format } from '../../shared/format.ts';
import type { reasons as english } from '../en/reasons.ts';

export const reasons = (_format: Format): ReturnType<typeof english> => ({
  BLOCKED_ADDRESS: {
    name: 'Адрес не общедоступный',
    hint: 'Отправьте саму картинку или укажите общедоступный адрес.',
  },
  CORRUPT: { name: 'Картинка повреждена', hint: 'Сохраните её заново и отправьте снова.' },
  FORBIDDEN: { name: 'Хост отказывает', hint: 'Разрешите этому серверу доступ или отправьте саму картинку.' },
  MODEL_FAILED: { name: 'Сбой модели', hint: 'Попробуйте снова; подробности в журнале.' },
  NOT_FOUND: { name: 'По адресу ничего нет', hint: 'Исправьте адрес картинки.' },
  TIMEOUT: { name: 'Хост отвечает слишком долго', hint: 'Попробуйте позже.' },
  TOO_LARGE: { name: 'Слишком большая', hint: 'Отправьте картинку поменьше.' },
  UNREACHABLE: { name: 'Хост не отвечает', hint: 'Попробуйте, когда он снова заработает.' },
  UNSUPPORTED_FORMAT: { name: 'Формат не поддерживается', hint: 'Подойдут JPEG, PNG, WebP, GIF и AVIF.' },
});

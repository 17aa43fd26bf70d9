import type { Format } from '../../shared/format.ts';

/** What went wrong, and what to do: by the codes of the API. */
export const errors = (format: Format) => ({
  retryAfter: (seconds: number) => `Try again in ${format.duration(seconds)}.`,
  unknown: { message: 'This did not work.', hint: 'Try again.' },
  byCode: {
    NETWORK: { message: 'The server is not reached.', hint: 'Is it running, and are you online? Try again.' },
    BAD_USER_INPUT: { message: 'The server does not take this as it is.', hint: 'Change it and try again.' },
    BAD_IMAGE: { message: 'This picture can not be opened.', hint: 'Choose another one.' },
    UNSUPPORTED_FORMAT: {
      message: 'This is no picture of a kind that is taken.',
      hint: 'JPEG, PNG, WebP, GIF and AVIF are.',
    },
    PAYLOAD_TOO_LARGE: { message: 'This is too large.', hint: 'Send something smaller.' },
    IMAGE_UNREACHABLE: {
      message: 'The picture could not be fetched from its address.',
      hint: 'Check the address, or send the picture itself.',
    },
    BLOCKED_ADDRESS: {
      message: 'The address is not a public one.',
      hint: 'Send the picture itself.',
    },
    NOT_FOUND: { message: 'It is not there any more.', hint: 'Somebody may have deleted it.' },
    CONFLICT: { message: 'It changed meanwhile, or is there already.', hint: 'Look at it as it is now.' },
    MODEL_LOADING: { message: 'The model is still loading.', hint: 'Try again soon.' },
    MODEL_UNAVAILABLE: {
      message: 'There is no model here.',
      hint: 'Words are still found; photos are not.',
    },
    DATABASE_UNAVAILABLE: { message: 'The database does not answer.', hint: 'Try again soon.' },
    OVERLOADED: { message: 'The server has too much to do.', hint: 'Try again soon.' },
    QUERY_TOO_COMPLEX: { message: 'That is too much at once.', hint: 'Ask for less.' },
    INTERNAL: { message: 'Something went wrong on the server.', hint: 'Try again; its log says more.' },
  },
});

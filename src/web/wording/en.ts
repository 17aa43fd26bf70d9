import type { Format } from '../shared/format.ts';
import { ask } from './en/ask.ts';
import { errors } from './en/errors.ts';
import { frame } from './en/frame.ts';

/** Every word that the pages say, in English; the other languages have the same keys. */
export const shared = (format: Format) => ({
  connectionLost: 'The server is not reached. Trying again; what is shown may be out of date.',
  connectionBack: 'The server is back.',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Loading…',
  more: 'Show more',
  errors: errors(format),
});

export const search = (format: Format) => ({
  title: 'Search by photo or words',
  ask: ask(format),
  results: (count: number) => format.plural(count, { one: '# product', other: '# products' }),
});

export const admin = (format: Format) => ({
  title: 'Vitrine admin',
  frame: frame(format),
});

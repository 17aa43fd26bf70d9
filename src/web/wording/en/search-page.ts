import type { Format } from '../../shared/format.ts';
import { ask } from './ask.ts';
import { errors } from './errors.ts';
import { facets } from './facets.ts';
import { results } from './results.ts';
import { states } from './states.ts';

/** What both pages say. */
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

/** What the search page says: by itself, so that it carries no words of the admin. */
export const search = (format: Format) => ({
  title: 'Search by photo or words',
  ask: ask(format),
  facets: facets(format),
  results: results(format),
  states: states(format),
});

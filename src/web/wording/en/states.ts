import type { Format } from '../../shared/format.ts';

/** What is said where there is nothing to show, or less than there could be. */
export const states = (format: Format) => ({
  lead: 'Show what you are looking for, or say it.',
  examples: 'Try some words',
  demo: 'Or one of these pictures',
  demoPhoto: (title: string) => `Search with the picture of ${title}`,
  recent: 'Your recent searches',
  recentPhoto: 'Photo',
  recentMixed: 'Photos and words',
  forget: 'Forget them',
  loading: {
    heading: 'The model that sees pictures is loading.',
    hint: 'Words are found meanwhile. Photos are searched as soon as it is ready; nothing needs to be sent again.',
    waiting: 'Your photo waits for the model. It is searched as soon as the model is ready.',
    ready: 'The model is ready.',
    again: 'Search again with pictures',
  },
  off: {
    heading: 'Search by photo is not on.',
    hint: 'Words are found. Whoever runs this server can switch it on.',
  },
  index: {
    part: (share: number, products: number) =>
      `${format.percent(share)} of ${format.plural(products, { one: '# product', other: '# products' })} can be found so far.`,
    hint: 'The others follow by themselves; search again for them in a while.',
    label: 'Products that can be found',
    empty: 'There is no product in the catalogue yet.',
    add: 'Add products',
  },
  gone: {
    heading: 'This search is not kept any more.',
    hint: 'It was deleted, or it is too old. Ask again: it takes a moment.',
    anew: 'Search anew',
  },
  nothing: {
    heading: 'Nothing fits.',
    filters: 'No product that was found passes the filters.',
    strength: 'Nothing comes as near as asked for.',
    plain: 'Try other words, or a photo.',
    clearFilters: 'Without filters',
    without: (what: string) => `Without “${what}”`,
    weaker: 'Weaker matches too',
  },
  waiting: 'This search is asked again when the server is back.',
  failed: 'The search did not work.',
  notices: {
    MODEL_LOADING: 'Found by words alone: the model that sees pictures is still loading.',
    MODEL_UNAVAILABLE: 'Found by words alone: there is no model that sees pictures.',
    INDEX_INCOMPLETE: 'Some pictures are not indexed yet: products may be missing.',
    EXACT_SCAN: 'Every picture was compared, which takes longer: there is no index yet.',
    RESULTS_TRUNCATED: 'More fits than can be shown: these are the best.',
    LANGUAGE_NOT_COVERED:
      'The model does not know this language: products are found by the words themselves above all.',
  },
  footer: { admin: 'Admin', api: 'API', label: 'More of this server' },
});

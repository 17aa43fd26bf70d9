import type { Format } from '../../shared/format.ts';

export const searches = (format: Format) => ({
  title: 'Searches',
  about:
    'What people searched for. What found nothing shows what the catalogue lacks, or how people call things.',
  which: 'Which searches',
  foundNothing: 'Found nothing',
  all: 'All',
  kind: 'Searched with',
  anyKind: 'Anything',
  kinds: { IMAGE: 'Photo', TEXT: 'Words', PRODUCT: 'Product', COMPOSED: 'Several' },
  ofKind: {
    IMAGE: 'A photo',
    TEXT: 'Words',
    PRODUCT: 'What is like a product',
    COMPOSED: 'Several photos, words or products',
  },
  results: (count: number) =>
    count === 0 ? 'Found nothing' : format.plural(count, { one: '# result', other: '# results' }),
  resultsMean: 'On its first page',
  took: (ms: number) => `${format.number(Math.round(ms))} ms`,
  open: 'Open',
  openOf: (what: string) => `Open: ${what}`,
  remove: 'Delete',
  removeOf: (what: string) => `Delete: ${what}`,
  removeTitle: 'Delete this search?',
  removeMeans: 'It is deleted with its results and its thumbnail, and its link leads nowhere any more.',
  removeAction: 'Delete the search',
  removed: 'The search is deleted.',
  clear: 'Delete older ones',
  clearTitle: 'Delete older searches',
  clearBefore: 'All that were asked before',
  clearHint: 'In your time. Those that found something are deleted too.',
  clearMissing: 'Choose a date first.',
  clearGo: 'Delete…',
  clearAsk: (when: string) => `Delete all searches before ${when}?`,
  clearMeans:
    'They are deleted with their results and thumbnails, and their links lead nowhere any more. This can not be undone.',
  clearAction: 'Delete them all',
  cleared: (count: number) =>
    count === 0
      ? 'There were none that old.'
      : format.plural(count, { one: '# search is deleted.', other: '# searches are deleted.' }),
  refresh: 'Look again',
  count: (count: number) => format.plural(count, { one: '# search', other: '# searches' }),
  none: 'No searches are kept',
  noneMeans:
    'They appear here as people search. For how long they are kept is said by SEARCH_RETENTION_DAYS.',
  noneOfKind: 'None of these',
  noneOfKindMeans: 'Choose others above to see more.',
  noneFoundNothing: 'Nothing was searched for in vain',
  noneFoundNothingMeans: 'Every search that is kept has found something.',
  listFailed: 'The searches could not be loaded.',
});

import type { Format } from '../../shared/format.ts';

export const overview = (format: Format) => ({
  title: 'Overview',
  coverage: 'Coverage',
  coverageMeans: (found: number, withPictures: number) =>
    `${format.number(found)} of ${format.plural(withPictures, { one: '# product with a picture is', other: '# products with pictures are' })} found by search.`,
  empty: 'The catalogue is empty',
  emptyMeans: 'Once there are products, this page shows how much of them search finds.',
  addProducts: 'Add products',
  importFile: 'Import a file',
  products: 'Products',
  withoutPictures: (count: number) =>
    format.plural(count, { one: '# without any picture', other: '# without any picture' }),
  allWithPictures: 'all with pictures',
  pictures: 'Pictures',
  texts: 'Titles and descriptions',
  model: 'Active model',
  noModel: 'None yet',
  modelStates: { LOADING: 'Loading', READY: 'Ready', NOT_INSTALLED: 'Not installed' },
  dimensions: (count: number) => `${format.number(count)} dimensions`,
  counts: { indexed: 'Indexed', pending: 'Waiting', failed: 'Failed' },
  failures: 'Failures by reason',
  noFailures: 'No picture has failed.',
  allFailures: 'All failures',
  runs: 'Runs that go on',
  noRuns: 'None. New and changed pictures are indexed by themselves.',
  allRuns: 'All runs',
  liveEnded: 'How indexing stands can not be shown right now; what you see may be out of date.',
});

import type { Format } from '../../shared/format.ts';

export const frame = (_format: Format) => ({
  brand: 'Vitrine',
  skip: 'To the content',
  navigation: 'Admin',
  menu: 'Menu',
  search: 'Search page',
  api: 'API (GraphiQL)',
  notFound: 'There is no such page.',
  home: 'To the overview',
  broken: 'This part of the page could not be shown.',
  reload: 'Load the page again',
  panes: {
    overview: 'Overview',
    runs: 'Runs',
    failures: 'Failures',
    products: 'Products',
    imports: 'Import',
    duplicates: 'Duplicates',
    searches: 'Searches',
    models: 'Models',
    settings: 'Settings',
  },
});

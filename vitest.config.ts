import { createRequire } from 'node:module';
import { configDefaults, defineConfig } from 'vitest/config';

const slow = process.env.TEST_SLOW === '1';
const pages = process.env.TEST_PAGES === '1';

export default defineConfig({
  // the file that Node takes, so that tests and libraries share one copy of graphql
  resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
  test: {
    include: [pages ? 'test/**/*.browser.test.ts' : 'test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...(slow ? [] : ['test/**/*.slow.*']),
      ...(pages ? [] : ['test/**/*.browser.test.ts']),
    ],
    pool: 'forks',
    // beside a browser, a server, a database and a model there is no room for another of each
    maxWorkers: pages ? 1 : 2,
    // far more than any test needs on a machine with nothing else to do
    testTimeout: pages ? 240_000 : 90_000,
    hookTimeout: pages ? 600_000 : 120_000,
    expect: { poll: { timeout: pages ? 90_000 : 30_000 } },
  },
});

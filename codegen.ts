import type { CodegenConfig } from '@graphql-codegen/cli';

const config = {
  enumsAsTypes: true,
  useTypeImports: true,
  strictScalars: true,
  scalars: {
    DateTime: 'string',
    Decimal: { input: 'string | number', output: 'string' },
    ID: 'string',
    Upload: 'Blob | null',
    URL: 'string',
  },
};

/** The typed operations of one of the pages, from the documents beside its components. */
const page = (name: string) => ({
  [`src/web/${name}/gql/`]: {
    preset: 'client' as const,
    documents: [`src/web/${name}/**/*.{ts,tsx}`, `!src/web/${name}/gql/**`],
    presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
    config,
  },
});

/** Types operations from the schema: those of the pages, and those of the tests, as a front end would its own. */
const codegen: CodegenConfig = {
  schema: 'schema.graphql',
  importExtension: '.ts',
  generates: {
    ...page('search'),
    ...page('admin'),
    'test/gql/': {
      preset: 'client',
      documents: 'test/operations.ts',
      presetConfig: { fragmentMasking: false },
      config,
    },
  },
};

export default codegen;

import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types the operations of test/operations.ts from the schema, as a front end would its own. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'test/operations.ts',
  importExtension: '.ts',
  generates: {
    'test/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
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
      },
    },
  },
};

export default config;

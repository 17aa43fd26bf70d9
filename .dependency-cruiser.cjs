/** A folder imports only from the rows below its own: the rows, from the top. */
const rows = [
  ['graphql', 'http', 'web'],
  ['search', 'indexing', 'sync'],
  ['embedding', 'media', 'catalog'],
  ['database'],
];

const forbidden = rows.flatMap((row, depth) =>
  row.map((folder) => ({
    name: `${folder}-imports-below`,
    comment: `src/${folder} may import only from the rows below its own`,
    severity: 'error',
    from: { path: `^src/${folder}/` },
    to: {
      path: `^src/(${rows
        .slice(0, depth + 1)
        .flat()
        .filter((other) => other !== folder)
        .join('|')})/|^src/(main|server)\\.ts$`,
    },
  })),
);

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-is-not-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};

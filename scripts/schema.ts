// Prints what is made from the code: schema.graphql and docs/api.md from the schema, the README's settings and
// .env.example from the settings. With --check it writes nothing, and fails where a file is not what the code says.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { schema } from '../src/graphql/schema.ts';
import { apiDocs } from './api-docs.ts';
import { settingsFiles } from './settings-docs.ts';

const files = [
  { path: 'schema.graphql', content: `${printSchema(schema)}\n` },
  { path: 'docs/api.md', content: apiDocs(schema) },
  ...settingsFiles(),
];
const stale = files.filter(
  ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
);

if (process.argv.includes('--check')) {
  for (const { path } of stale)
    console.error(`${path} is not what the code says: run npm run schema and commit it.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, content } of stale) {
    writeFileSync(path, content);
    console.log(`wrote ${path}`);
  }
}

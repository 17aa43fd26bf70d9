// Runs a TypeScript file of this project on Node 24, which reads TypeScript as it stands. This file is plain
// JavaScript that every Node can read, so that a host where Node 24 is missing gets a sentence.
import * as module from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Vitrine runs on Node 24 or newer; this is Node ${process.versions.node}.\n` +
      'Node 24 normally comes with `npm ci`. It is missing here: was npm run with --omit=optional, ' +
      'or is there no Node 24 package for this platform? ' +
      'Run `npm ci` again without that flag, or install Node 24 yourself.',
  );
  process.exit(1);
}

const [script, ...rest] = process.argv.slice(2);
if (!script) {
  console.error('usage: node scripts/run.mjs FILE.ts [ARGUMENT ...]');
  process.exit(2);
}
module.enableCompileCache?.();
const file = resolve(script);
process.argv = [process.argv[0], file, ...rest];
await import(pathToFileURL(file).href);

import { join } from 'node:path';
import { checkModel } from '../../src/embedding/install/check.ts';
import { isFolder } from '../../src/embedding/install/place.ts';
import { type Call, UsageError } from './call.ts';

export async function check({ config, name }: Call): Promise<number> {
  if (name === undefined) throw new UsageError('FOLDER is missing; see npm run model -- check --help');
  const installed = join(config.MODELS_DIR, name);
  const folder =
    !(await isFolder(name)) && /^[a-z0-9._-]+$/.test(name) && (await isFolder(installed)) ? installed : name;
  const { manifest, found } = await checkModel(folder, {
    threads: config.EMBEDDER_THREADS,
    onPassed: (step, what) => console.log(`ok  ${step.padEnd(10)}  ${what}`),
  });
  console.log(
    `    ${`memory`.padEnd(10)}  ${found.residentMb} MB (EMBEDDER_MAX_MB is ${config.EMBEDDER_MAX_MB})`,
  );
  if (manifest?.standIn) console.log('It is a stand-in with random weights: what it finds means nothing.');
  console.log(
    manifest === undefined
      ? 'It works. npm run model -- install NAME --from THIS-FOLDER completes and installs it.'
      : 'It works.',
  );
  return 0;
}

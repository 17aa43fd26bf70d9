import { rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InstallError } from './errors.ts';
import { assertModelName } from './install.ts';
import { lockModel } from './lock.ts';
import { areaOf, isFolder, recover, stagingOf } from './place.ts';

/**
 * Removes a model's folder, and what an installation that was cut short left of it.
 * @param options.inUse the setting MODEL
 * @throws {InstallError} IN_THE_WAY for the one in use and the one that comes with the program, UNKNOWN_MODEL, BUSY
 */
export async function removeModel(options: {
  readonly name: string;
  readonly modelsDir: string;
  readonly inUse: string;
}): Promise<void> {
  const { name, modelsDir, inUse } = options;
  assertModelName(name);
  if (name === 'starter') throw new InstallError('IN_THE_WAY', 'starter comes with the program and stays.');
  if (name === inUse) {
    throw new InstallError(
      'IN_THE_WAY',
      `${name} is the model in use: set MODEL to another one, restart the server, and remove it then.`,
    );
  }
  const area = areaOf(modelsDir);
  if (!(await isFolder(join(modelsDir, name))) && !(await isFolder(stagingOf(modelsDir, name)))) {
    throw new InstallError(
      'UNKNOWN_MODEL',
      `MODELS_DIR has no ${name}: npm run model -- list shows what is there.`,
    );
  }
  {
    await using _lock = await lockModel(area, name);
    await recover(modelsDir, name);
    await rm(stagingOf(modelsDir, name), { recursive: true, force: true });
    // gone at once, however long it takes to take its files away
    if (await isFolder(join(modelsDir, name)))
      await rename(join(modelsDir, name), stagingOf(modelsDir, name));
    await rm(stagingOf(modelsDir, name), { recursive: true, force: true });
  }
  // unless another model is being installed
  await rmdir(area).catch(() => {});
}

import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where models lie while they are being installed: in MODELS_DIR, so that a rename puts them into place. */
export const areaOf = (modelsDir: string) => join(modelsDir, '.installing');
export const stagingOf = (modelsDir: string, name: string) => join(areaOf(modelsDir), name);
/** The model that was there, from when the new one comes until it is in place. */
const formerOf = (modelsDir: string, name: string) => join(areaOf(modelsDir), `${name}~former`);

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

/** Puts back what a replacement that was cut short took away. To be called with the model's lock. */
export async function recover(modelsDir: string, name: string): Promise<void> {
  const former = formerOf(modelsDir, name);
  if (!(await isFolder(former))) return;
  if (await isFolder(join(modelsDir, name))) await rm(former, { recursive: true, force: true });
  else await rename(former, join(modelsDir, name));
}

/**
 * Makes a staged folder the model: what is not to be in it is removed, what is there is on the disk, and then it is
 * renamed, so that it is there whole or not at all.
 */
export async function putIntoPlace(
  modelsDir: string,
  name: string,
  files: readonly string[],
): Promise<string> {
  const staging = stagingOf(modelsDir, name);
  for (const entry of await readdir(staging)) {
    if (!files.includes(entry)) await rm(join(staging, entry), { recursive: true, force: true });
  }
  for (const file of files) {
    // others may read them, whatever they were where they came from
    await chmod(join(staging, file), 0o644);
    await sync(join(staging, file));
  }
  await sync(staging);
  const target = join(modelsDir, name);
  const former = formerOf(modelsDir, name);
  const replaces = await isFolder(target);
  if (replaces) {
    await rm(former, { recursive: true, force: true });
    await rename(target, former);
  }
  try {
    await rename(staging, target);
  } catch (error) {
    if (replaces) await rename(former, target);
    throw error;
  }
  await sync(modelsDir);
  await rm(former, { recursive: true, force: true });
  return target;
}

async function sync(path: string): Promise<void> {
  await using handle = await open(path, 'r');
  await handle.sync();
}

export async function emptyStaging(modelsDir: string, name: string): Promise<string> {
  const staging = stagingOf(modelsDir, name);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  return staging;
}

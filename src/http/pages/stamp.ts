import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
/** What the pages are built of besides the folder of their own. */
const otherSources = ['scripts/build.ts', 'package-lock.json'];

/** Names the pages' sources as they are now: pages built of others have another stamp. */
export async function stampOfSources(): Promise<string> {
  const paths = [...otherSources, ...(await filesUnder('src/web'))].toSorted();
  const contents = await Promise.all(paths.map((path) => readFile(join(project, path))));
  const hash = createHash('sha256');
  for (const [i, content] of contents.entries())
    hash.update(`${paths[i]}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(join(project, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.length).replaceAll('\\', '/'));
}

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** How a build compresses, by the endings of the names beside a file. */
export const codings = { br: '.br', gzip: '.gz' } as const;
export type Coding = keyof typeof codings;

/** A built file, held in memory. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  readonly compressed: Readonly<Partial<Record<Coding, Buffer>>>;
  /** Names its content. */
  readonly hash: string;
}

/**
 * Reads what was built, by the path that it is served at, such as /assets/index-1a2b3c.js. What is not among them is
 * not served, whatever a path looks like.
 */
export async function readFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const contents = new Map(
    await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => {
          const path = join(parentPath, name);
          return [path.slice(folder.length).replaceAll('\\', '/'), await readFile(path)] as const;
        }),
    ),
  );
  const files = new Map<string, PageFile>();
  for (const [path, body] of contents) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const br = contents.get(`${path}${codings.br}`);
    const gzip = contents.get(`${path}${codings.gzip}`);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
    files.set(path, { type, body, compressed: { ...(br && { br }), ...(gzip && { gzip }) }, hash });
  }
  return files;
}

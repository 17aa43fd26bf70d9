import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { sha256OfFile } from '../hash.ts';
import type { KnownFile } from '../registry.ts';
import { InstallError } from './errors.ts';

/**
 * Sees that a file is the one that is known.
 * @returns its sha256
 * @throws {InstallError} WRONG_FILE; its message begins with the file's name
 */
export async function verifyFile(
  path: string,
  { bytes, sha256 }: Pick<KnownFile, 'bytes' | 'sha256'>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const name = basename(path).replace(/\.part$/, '');
  const { size } = await stat(path);
  if (bytes !== null && size !== bytes) {
    throw new InstallError(
      'WRONG_FILE',
      `${name} with ${size} bytes, ${bytes} are known: it is cut, or another file.`,
    );
  }
  const found = await sha256OfFile(path, signal);
  if (sha256 !== null && found !== sha256) {
    throw new InstallError(
      'WRONG_FILE',
      `${name} with sha256 ${found}, ${sha256} is known: it is damaged, or another file.`,
    );
  }
  return found;
}

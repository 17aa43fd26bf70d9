import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, VitrineError } from './errors.ts';

/**
 * Makes DATA_DIR where it is not there yet.
 * @throws {VitrineError} where it can't be made, or this user can't write to it
 */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new VitrineError(
      'CONFLICT',
      `DATA_DIR ${folder} can't be used: ${messageOf(error)}. ` +
        'Set it to a folder that this user may make and write to.',
      { cause: error },
    );
  }
}

// one folder at a time: the recursive mkdir of Node never ends where a file system has no mkdir, such as /proc
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (existsSync(folder)) throw new Error('it is a file');
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // somebody was quicker
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

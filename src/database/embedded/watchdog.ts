import { rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { keepAlive } from './lock.ts';

/**
 * A thread beside the database, which blocks its own for as long as a statement runs: it says every second that
 * the process lives, and ends the process when the pipe from its parent closes, however busy it is.
 */
const { claimFile, socketFolder } = z
  .object({ claimFile: z.string(), socketFolder: z.string() })
  .parse(workerData);

/** The database is given this long to close its files in order, within the 2 s that all of it may take; it survives if it can't. */
const GRACE_MS = 1_000;

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  parentPort?.postMessage('end');
  setTimeout(() => {
    rmSync(socketFolder, { recursive: true, force: true });
    process.kill(process.pid, 'SIGKILL');
  }, GRACE_MS);
}

const lifeline = new Socket({ fd: 0, readable: true, writable: false });
lifeline.on('end', end).on('close', end).on('error', end).resume();

setInterval(() => {
  try {
    keepAlive(claimFile);
  } catch {
    end(); // the claim is gone, with its folder: there is nothing left to hold
  }
}, 1_000);

import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { listeningLine } from '../protocol.ts';
import { createEngine } from './engine.ts';
import { createPictures } from './pictures.ts';
import { createPictureServer } from './server.ts';

/*
 * The process that opens pictures and runs the model: the API's child. It listens on a local socket, says so on
 * standard output, and ends when its standard input closes, which is when its parent ends, however that ends.
 */

const { values } = parseArgs({
  options: {
    socket: { type: 'string' },
    model: { type: 'string' },
    threads: { type: 'string' },
    'decode-timeout-seconds': { type: 'string' },
  },
});
const options = z
  .object({
    socket: z.string(),
    model: z.string().optional(),
    threads: z.coerce.number().int().positive(),
    'decode-timeout-seconds': z.coerce.number().int().positive(),
  })
  .parse(values);

function end(): void {
  rmSync(dirname(options.socket), { recursive: true, force: true });
  // an orderly exit would wait for native code at work, and run its destructors under it
  process.kill(process.pid, 'SIGKILL');
}
process.stdin.on('end', end).on('error', end).resume();
// Ctrl-C reaches the whole group: the parent finishes what it has in hand, then closes the pipe
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const pictures = createPictures({
  slots: options.threads,
  timeoutSeconds: options['decode-timeout-seconds'],
});
const engine = createEngine({ folder: options.model, threads: options.threads, pictures });
createPictureServer({ engine, pictures }).listen(options.socket, () =>
  process.stdout.write(`${listeningLine}\n`),
);

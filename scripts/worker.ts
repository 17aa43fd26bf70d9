import { assemble } from '../src/assemble.ts';
import type { Config } from '../src/config.ts';
import { connectDatabase } from '../src/database/connect.ts';
import type { Log } from '../src/log.ts';
import { CallError, runProgram, type Service } from '../src/program.ts';
import { startWorker } from '../src/worker.ts';

const usage = `usage: npm run worker [-- --help]

Fetches and embeds the pictures of a PostgreSQL server's catalogue, together with the servers and other workers on it: a
server without the door. It also imports the files that the servers took in. Start as many as there is work for, on as many machines; each picture is done by one of them,
and what a dead one had in hand comes back to the others after half a minute.

It needs, from the environment or a file .env in this folder:

  DATABASE_URL  the same PostgreSQL server as the servers'
  DATA_DIR      the same folder as the servers', such as a shared one: uploaded pictures are read there, fetched ones
                are kept there
  MODEL         the model that the servers use; a worker never changes which one is searched

and takes every other setting that concerns pictures, as npm start -- --help lists them.

Ends with 0 after SIGTERM or Ctrl-C, within seconds; 1 where it could not start or go on; 2 where it was called wrongly.`;

function start(config: Config, log: Log, signal: AbortSignal): Promise<Service> {
  return assemble(log, async (onStop) => {
    const connecting = connectDatabase(config, log);
    onStop(async () => (await connecting.catch(() => undefined))?.stop());
    const worker = await startWorker(config, connecting, log);
    onStop(worker.stop);
    signal.throwIfAborted();
    for (const notice of (await connecting).notices) log.warn(`database: ${notice}`);
    log.info(
      `worker: indexes the pictures of ${placeOf(config)} with ${worker.model.name} ${worker.model.version}, ` +
        `kept in ${config.DATA_DIR}; Ctrl-C stops it`,
    );
    return { failed: worker.failed };
  });
}

/** Where the database is, without its password. */
function placeOf({ DATABASE_URL = '' }: Config): string {
  const { host, pathname } = new URL(DATABASE_URL);
  return `${host}${pathname}`;
}

await runProgram({
  name: 'worker',
  command: 'npm run worker',
  help: () => usage,
  async check({ DATABASE_URL }) {
    if (DATABASE_URL !== undefined) return;
    throw new CallError(
      'DATABASE_URL is empty: the embedded database belongs to one server, which indexes by itself. ' +
        'Set DATABASE_URL to the PostgreSQL server that the servers use.',
    );
  },
  start,
});

import { createServer } from 'node:net';
import { type Config, ConfigError, readConfig, settingRows } from './config.ts';
import { makeDataFolder } from './data-folder.ts';
import { messageOf, VitrineError } from './errors.ts';
import { createLog } from './log.ts';
import { type Running, startVitrine } from './server.ts';

/** How long a stop may take before the process ends all the same. */
const stopTimeoutMs = 4500;

function help(): string {
  const rows = settingRows();
  const width = Math.max(...rows.map((row) => row.name.length));
  const lines = rows.map(
    ({ name, fallback, unit, about }) =>
      `  ${name.padEnd(width)}  ${about}\n  ${''.padEnd(width)}  default: ${fallback === '' ? '(empty)' : fallback}${unit === '' ? '' : ` (${unit})`}`,
  );
  return `Vitrine, a visual product search server.

usage: npm start [-- --help]

Settings come from the environment, or from a file .env in this folder:

${lines.join('\n')}

Other commands: npm run import, reindex, migrate, doctor, bench; each explains itself with -- --help.`;
}

/** Ends the process with one line for a person. 2: it was asked for wrongly; 1: it could not be done. */
function refuse(message: string, code: 1 | 2): never {
  console.error(`vitrine: ${message}`);
  process.exit(code);
}

/** Settles before anything is started, so that a second server on one port changes nothing. */
async function assertPortFree({ HOST, PORT }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ host: HOST, port: PORT, exclusive: true }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      refuse(
        `port ${PORT} on ${HOST} is taken: stop what listens there, or set PORT to another (PORT=0 takes a free one).`,
        2,
      );
    }
    if (error.code === 'EACCES')
      refuse(`port ${PORT} needs rights that this user lacks: set PORT to 1024 or more.`, 2);
    refuse(`can't listen on HOST ${HOST}: ${error.message}. Set HOST to an address of this machine.`, 2);
  });
  await new Promise((resolve) => probe.close(resolve));
}

async function main(): Promise<void> {
  const [unknown] = process.argv.slice(2).filter((argument) => argument !== '--help' && argument !== '-h');
  if (unknown !== undefined) refuse(`unknown argument ${unknown}; try npm start -- --help`, 2);
  if (process.argv.length > 2) {
    console.log(help());
    return;
  }

  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.message, 2);
    throw error;
  }
  await assertPortFree(config);
  try {
    makeDataFolder(config.DATA_DIR);
  } catch (error) {
    refuse(messageOf(error), 2);
  }

  const format =
    config.LOG_FORMAT === 'auto' ? (process.stderr.isTTY ? 'pretty' : 'json') : config.LOG_FORMAT;
  const log = createLog({ level: config.LOG_LEVEL, format });
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a promise was rejected and nobody was there'),
  );

  let running: Running | undefined;
  const starting = new AbortController();
  let stopping = false;
  const stop = async (signal: string) => {
    // a second Ctrl-C means now
    if (stopping) process.exit(130);
    stopping = true;
    log.info(`${signal}: stopping`);
    setTimeout(() => process.exit(1), stopTimeoutMs).unref();
    starting.abort();
    await running?.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));

  try {
    running = await startVitrine(config, log, starting.signal);
  } catch (error) {
    if (stopping) process.exit(0);
    if (!(error instanceof VitrineError)) log.error({ err: error }, 'the start failed');
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    refuse(messageOf(error), inUse ? 2 : 1);
  }
  if (stopping) await running.stop();
}

await main();

import { createServer } from 'node:net';
import { type Config, settingRows } from './config.ts';
import { CallError, runProgram } from './program.ts';
import { startVitrine } from './server.ts';

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

Other commands: npm run import, reindex, worker, migrate, doctor, evaluate, faults, bench; each explains itself with -- --help.`;
}

/** Settles before anything is started, so that a second server on one port changes nothing. */
async function assertPortFree({ HOST, PORT }: Config): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen({ host: HOST, port: PORT, exclusive: true }, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') {
      throw new CallError(
        `port ${PORT} on ${HOST} is taken: stop what listens there, or set PORT to another (PORT=0 takes a free one).`,
      );
    }
    if (error.code === 'EACCES')
      throw new CallError(`port ${PORT} needs rights that this user lacks: set PORT to 1024 or more.`);
    throw new CallError(
      `can't listen on HOST ${HOST}: ${error.message}. Set HOST to an address of this machine.`,
    );
  });
  await new Promise((resolve) => probe.close(resolve));
}

await runProgram({
  name: 'vitrine',
  command: 'npm start',
  help,
  check: assertPortFree,
  start: startVitrine,
});

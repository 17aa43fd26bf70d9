import { spawn } from 'node:child_process';

// Node watches every file that the server imports and starts it again when one changes.
const child = spawn(
  process.execPath,
  ['--max-semi-space-size=2', '--watch', '--watch-preserve-output', 'src/main.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
child.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));

import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type Log = Logger;

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly format: 'pretty' | 'json';
}

/** The process's log, on standard error, so that standard output stays for what a command answers. */
export function createLog(options: LogOptions): Log {
  if (options.format === 'json')
    return pino({ level: options.level }, pino.destination({ fd: 2, sync: true }));
  const stream = pretty({
    destination: 2,
    sync: true,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
    colorize: process.stderr.isTTY,
  });
  return pino({ level: options.level }, stream);
}

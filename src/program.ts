import type { Stoppable } from './assemble.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { makeDataFolder } from './data-folder.ts';
import { messageOf, VitrineError } from './errors.ts';
import { createLog, type Log } from './log.ts';

/** How long a stop may take before the process ends all the same. */
const stopTimeoutMs = 4500;

/** It was called in a way that can't work, whatever it finds: a sentence that says which. */
export class CallError extends Error {}

/** What goes on until it is told to stop. */
export interface Service extends Stoppable {
  /** Settles with why, where it can't go on. */
  readonly failed?: Promise<Error>;
}

/** A program that runs until a signal ends it. */
export interface Program {
  /** What its refusals begin with. */
  readonly name: string;
  /** How it is called, such as npm start. */
  readonly command: string;
  help(): string;
  /** Looks before anything is made. @throws {CallError} where these settings can't work */
  check(config: Config): Promise<void>;
  /** @throws {VitrineError} where it can't be started, with what to do */
  start(config: Config, log: Log, signal: AbortSignal): Promise<Service>;
}

/**
 * Runs it as this process. Ends with 0 after SIGINT or SIGTERM, within seconds; 1 where it could not be done; 2 where
 * it was called wrongly; 130 at a second Ctrl-C.
 */
export async function runProgram(program: Program): Promise<void> {
  const [unknown] = process.argv.slice(2).filter((argument) => argument !== '--help' && argument !== '-h');
  if (unknown !== undefined)
    refuse(program, `unknown argument ${unknown}; try ${program.command} -- --help`, 2);
  if (process.argv.length > 2) {
    console.log(program.help());
    return;
  }

  let config: Config;
  try {
    config = readConfig();
    await program.check(config);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof CallError) refuse(program, error.message, 2);
    throw error;
  }
  try {
    makeDataFolder(config.DATA_DIR);
  } catch (error) {
    refuse(program, messageOf(error), 2);
  }

  const format =
    config.LOG_FORMAT === 'auto' ? (process.stderr.isTTY ? 'pretty' : 'json') : config.LOG_FORMAT;
  const log = createLog({ level: config.LOG_LEVEL, format });
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a promise was rejected and nobody was there'),
  );
  await serve(program, config, log);
}

async function serve(program: Program, config: Config, log: Log): Promise<void> {
  let running: Service | undefined;
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
    running = await program.start(config, log, starting.signal);
  } catch (error) {
    if (stopping) process.exit(0);
    if (!(error instanceof VitrineError)) log.error({ err: error }, 'the start failed');
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    refuse(program, messageOf(error), inUse ? 2 : 1);
  }
  if (stopping) await running.stop();
  const failure = await running.failed;
  if (failure === undefined || stopping) return;
  await running.stop();
  refuse(program, failure.message, 1);
}

/** Ends the process with one line for a person. 2: it was asked for wrongly; 1: it could not be done. */
function refuse({ name }: Program, message: string, code: 1 | 2): never {
  console.error(`${name}: ${message}`);
  process.exit(code);
}

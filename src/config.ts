import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import type { z } from 'zod';
import {
  fileServer,
  httpUrl,
  integer,
  networks,
  oneOf,
  openText,
  openTextLike,
  origins,
  postgresUrl,
  type SettingType,
  secret,
} from './setting-types.ts';

/** One setting: how its text is read and its value shown, what it is when absent, and the sentence that explains it. */
interface Setting<Value> extends SettingType<Value> {
  readonly fallback: string;
  /** What the number counts, for the table; '' where there is none. */
  readonly unit: string;
  readonly about: string;
}

function setting<Value>(
  type: SettingType<Value>,
  fallback: string,
  unit: string,
  about: string,
): Setting<Value> {
  return { ...type, fallback, unit, about };
}

const languages = [
  'simple',
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
] as const;

/** Every setting there is. The README's table and `--help` are printed from here. */
export const settings = {
  HOST: setting(
    openText,
    '127.0.0.1',
    'address',
    'Where the server listens. There is no login yet: put your own in front before you listen on more than this machine.',
  ),
  PORT: setting(integer(0, 65_535), '4000', 'port', 'The port it listens on; 0 takes a free one.'),
  PUBLIC_URL: setting(
    httpUrl,
    '',
    'URL',
    'How browsers reach the server, such as https://search.example.com; empty: the address it listens on.',
  ),
  CORS_ORIGINS: setting(
    origins,
    '',
    'origins',
    'Pages of other origins that may call the API; empty: its own origin only.',
  ),
  DATABASE_URL: setting(
    postgresUrl,
    '',
    'URL',
    'A PostgreSQL 15 to 18 with pgvector 0.8 or newer; empty: the embedded database under DATA_DIR, meant for up to about 20,000 pictures.',
  ),
  DATABASE_POOL: setting(
    integer(2, 100),
    '8',
    'connections',
    'How many connections to a PostgreSQL server at most; the embedded database has one.',
  ),
  DATA_DIR: setting(openText, './data', 'folder', 'Pictures, and the embedded database.'),
  PAGES_DIR: setting(
    openText,
    './dist/web',
    'folder',
    'Where the search page and the admin are built; none: no pages are served.',
  ),
  CATALOG_LANGUAGE: setting(
    oneOf(languages),
    'simple',
    '',
    'The language whose word forms full text search knows; simple takes words as they are written.',
  ),
  DEMO: setting(
    oneOf(['auto', 'on', 'off']),
    'auto',
    '',
    'The demo catalogue. auto: where the embedded database is new and empty; on: wherever the catalogue is empty; off: never.',
  ),
  MODEL: setting(
    openTextLike(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'the name of a folder in MODELS_DIR, or none'),
    'starter',
    '',
    'The model that turns pictures and words into vectors; none switches it off.',
  ),
  MODELS_DIR: setting(openText, './models', 'folder', 'Where model folders are.'),
  MODEL_HUB: setting(
    fileServer,
    'https://huggingface.co',
    'URL',
    'Where models are installed from: Hugging Face, a mirror with the same addresses, or any web server by a template such as https://files.example.com/{name}/{file}, with {name} {repo} {revision} {path} {file}.',
  ),
  MODEL_HUB_TOKEN: setting(
    secret,
    '',
    'secret',
    'A token for models that are not public; sent to MODEL_HUB alone, never to where it sends on.',
  ),
  MODEL_WAIT_MS: setting(
    integer(0, 120_000),
    '5000',
    'ms',
    'How long a photo search waits for a model that is loading before it answers MODEL_LOADING.',
  ),
  EMBEDDER_THREADS: setting(
    integer(1, 64),
    String(Math.min(availableParallelism(), 4)),
    'threads',
    'Threads of the process that runs the model; by default one a core, at most 4.',
  ),
  EMBEDDER_MAX_MB: setting(
    integer(200, 65_536),
    '1500',
    'MB',
    'The memory past which that process is restarted.',
  ),
  EMBEDDER_TIMEOUT_MS: setting(
    integer(1000, 600_000),
    '30000',
    'ms',
    'How long it may stay silent over one picture before it is restarted.',
  ),
  MAX_UPLOAD_MB: setting(
    integer(1, 200),
    '20',
    'MB',
    'The largest picture that is accepted, uploaded or fetched.',
  ),
  IMPORT_MAX_MB: setting(
    integer(1, 100_000),
    '500',
    'MB',
    'The largest file of products that is accepted over the API; npm run import has no such limit.',
  ),
  IMAGES_BASE_URL: setting(
    httpUrl,
    '',
    'URL',
    'Where an import finds a picture that is given as a bare file name.',
  ),
  FETCH_TIMEOUT_MS: setting(
    integer(100, 600_000),
    '15000',
    'ms',
    'How long fetching one picture may take in all.',
  ),
  FETCH_CONCURRENCY: setting(
    integer(1, 256),
    '32',
    'downloads',
    'How many pictures are fetched at once while indexing, from all hosts together.',
  ),
  FETCH_CONCURRENCY_PER_HOST: setting(
    integer(1, 256),
    '24',
    'downloads',
    'How many of them at most from one host. It starts with 4, goes up while the host answers and down when it fails; keep it below FETCH_CONCURRENCY, so that one slow host leaves room for others.',
  ),
  FETCH_PRIVATE_NETWORKS: setting(
    networks,
    '',
    'networks',
    'Non-public networks that pictures may be fetched from; empty: public addresses only.',
  ),
  SEARCH_RETENTION_DAYS: setting(
    integer(0, 3650),
    '30',
    'days',
    'How long searches are kept, to be reopened and looked through; 0: none is, and a later page is asked for with the whole question again.',
  ),
  SEARCH_THUMBNAILS: setting(
    oneOf(['on', 'off']),
    'on',
    '',
    'Whether a small picture of the photo that was searched with is kept with a search; the photo itself never is.',
  ),
  SEARCH_TIMEOUT_MS: setting(
    integer(50, 60_000),
    '5000',
    'milliseconds',
    'How long a search may look for results, once it knows what for; it then answers what it has found, and says so.',
  ),
  LOG_LEVEL: setting(
    oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'info',
    '',
    'How much is logged.',
  ),
  LOG_FORMAT: setting(
    oneOf(['auto', 'pretty', 'json']),
    'auto',
    '',
    'auto: pretty on a terminal, json else.',
  ),
} as const satisfies Record<string, Setting<unknown>>;

type Settings = typeof settings;
type SettingName = keyof Settings;
type Values = { readonly [Name in SettingName]: z.output<Settings[Name]['parse']> };

/** The settings in force, parsed, with folders made absolute. */
export type Config = Values;

/** A setting that can't be used: which, what it got, what is allowed. */
export class ConfigError extends Error {
  constructor(name: string, got: string, allowed: string) {
    // of what looks like an address, no more than what kind: the rest may hold a password
    const told = got.replace(/^([a-z][a-z0-9+.-]*:).*[@?].*$/is, '$1•••');
    super(`${name} is ${JSON.stringify(told)}; allowed is ${allowed}.`);
    this.name = 'ConfigError';
  }
}

/** The environment, with `.env` of the current folder under it: what the environment sets wins. */
export function readEnvironment(folder = process.cwd()): Record<string, string | undefined> {
  const file = resolve(folder, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : { ...process.env };
}

/**
 * The settings from an environment.
 * @throws {ConfigError} for the first value that can't be used.
 */
export function readConfig(environment: Record<string, string | undefined> = readEnvironment()): Config {
  const read = <Name extends SettingName>(name: Name): Values[Name] => {
    const { parse, fallback }: Setting<unknown> = settings[name];
    const given = environment[name]?.trim();
    const value = given === undefined || given === '' ? fallback : given;
    const result = parse.safeParse(value);
    if (!result.success) throw new ConfigError(name, value, parse.description ?? 'something else');
    return result.data as Values[Name];
  };
  const names = Object.keys(settings) as SettingName[];
  const values = Object.fromEntries(names.map((name) => [name, read(name)])) as Values;
  return { ...values, DATA_DIR: resolve(values.DATA_DIR), MODELS_DIR: resolve(values.MODELS_DIR) };
}

/** A setting in words, a row of the table that the README and `--help` show. */
export interface SettingRow {
  readonly name: string;
  readonly fallback: string;
  readonly unit: string;
  readonly about: string;
}

/** Every setting with its default, unit and sentence. */
export function settingRows(): SettingRow[] {
  return Object.entries(settings).map(([name, { fallback, unit, about }]) => ({
    name,
    // the machine's own core count would make the documentation differ from machine to machine
    fallback: name === 'EMBEDDER_THREADS' ? 'cores, at most 4' : fallback,
    unit,
    about,
  }));
}

/** A setting as it is in force, with what is secret in it hidden. */
export interface SettingInForce {
  readonly name: string;
  /** As it would be given; '' for nothing. */
  readonly value: string;
  readonly fallback: string;
  readonly unit: string;
  readonly about: string;
  readonly isDefault: boolean;
}

/** Every setting as it is in force. */
export function settingsInForce(config: Config): SettingInForce[] {
  const defaults = readConfig({});
  return (Object.keys(settings) as SettingName[]).map((name) => {
    const { show, fallback, unit, about }: Setting<unknown> = settings[name];
    const isDefault = isDeepStrictEqual(config[name], defaults[name]);
    return { name, value: show(config[name]), fallback, unit, about, isDefault };
  });
}

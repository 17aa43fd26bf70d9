import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sha256OfFile } from '../../src/embedding/hash.ts';
import { parseManifest } from '../../src/embedding/manifest.ts';
import { type FormName, forms, nameOf, type Precision, weightFiles } from './forms.ts';
import { makeWeights, prepareVenv } from './python.ts';
import { makeSelfCheck } from './self-check.ts';
import { tokenizerOf } from './tokenizers.ts';

export interface StandInOptions {
  readonly form: FormName;
  readonly precision: Precision;
  /** The folder that models lie in. */
  readonly models: string;
  /** Where the virtual environment of Python is, or is made. @default a folder under the system's temporary one */
  readonly venv?: string | undefined;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes a model folder, unless it is there: it appears whole, or not at all.
 * @returns its path, and whether it is new
 * @throws {PythonError} where Python or its packages lack
 */
export async function makeStandIn(
  options: StandInOptions,
): Promise<{ readonly folder: string; readonly made: boolean }> {
  const { form, precision, say, signal } = options;
  const models = resolve(options.models);
  const folder = join(models, nameOf(form, precision));
  if ((await stat(join(folder, 'model.json')).catch(() => undefined)) !== undefined)
    return { folder, made: false };
  await mkdir(models, { recursive: true });
  const venv = resolve(options.venv ?? join(tmpdir(), 'vitrine-stand-in-python'));
  const python = await prepareVenv(venv, say, signal);
  const scratch = await mkdtemp(join(models, '.stand-in-'));
  try {
    say(`making the weights of ${nameOf(form, precision)}: random, of the true shapes`);
    await makeWeights(python, { form, precision, folder: scratch }, say, signal);
    await describe(scratch, form, precision);
    signal.throwIfAborted();
    // a server may run as another user
    await chmod(scratch, 0o755);
    await rename(scratch, folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { folder, made: true };
}

/** Puts beside the weights all else that a model folder has. */
async function describe(folder: string, name: FormName, precision: Precision): Promise<void> {
  const form = forms[name];
  const weights = weightFiles(precision);
  const tokenizer = await tokenizerOf(name);
  await writeFile(join(folder, form.text.tokenizer), JSON.stringify(tokenizer.tokenizer));
  await writeFile(join(folder, form.text.tokenizerConfig), JSON.stringify(tokenizer.config));
  const selfCheck = await makeSelfCheck(folder, form, weights, tokenizer);
  const hashes: Record<string, string> = {};
  for (const file of (await readdir(folder)).sort()) hashes[file] = await sha256OfFile(join(folder, file));
  const manifest = {
    name: nameOf(name, precision),
    version: '0',
    dimensions: form.dimensions,
    languages: form.languages,
    licence: 'MIT',
    standIn: true,
    // 8 bit are scaled by the whole run's largest value: alone, a picture gives the same vector whoever else asks
    image: { ...form.image, file: weights.image, maxBatch: precision === 'int8' ? 1 : 8 },
    text: { ...form.text, file: weights.text },
    sha256: hashes,
    selfCheck,
  };
  const json = JSON.stringify(manifest, null, 2);
  parseManifest(json, `${nameOf(name, precision)}/model.json`);
  await writeFile(join(folder, 'model.json'), `${json}\n`);
}

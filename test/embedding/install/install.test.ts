import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { packTar } from 'modern-tar';
import { beforeEach, describe, expect, test } from 'vitest';
import { type InstallOptions, installModel } from '../../../src/embedding/install/install.ts';
import { listModels } from '../../../src/embedding/install/list.ts';
import type { InstallProgress } from '../../../src/embedding/install/progress.ts';
import { removeModel } from '../../../src/embedding/install/remove.ts';
import { knownModels } from '../../../src/embedding/known-models.ts';
import { fingerprintOf, parseDraft, readManifest } from '../../../src/embedding/manifest.ts';
import { downloadBytes, type KnownFile } from '../../../src/embedding/registry.ts';
import { ownMark } from '../../../src/process-mark.ts';
import { becomes, embedderForTest } from '../helpers.ts';
import { failureOf } from './failure-of.ts';
import { startHub } from './hub-server.ts';
import { freshFolder, starterFolder, starterOnHub } from './registry.ts';

const limits = { pausesMs: [5, 5], silenceMs: 5000 };
const name = 'shop-model';
const files = ['image.onnx', 'text.onnx', 'tokenizer.json', 'tokenizer_config.json'];

let modelsDir: string;
beforeEach(async () => {
  modelsDir = await freshFolder();
});

function optionsOf(altered: Partial<InstallOptions> = {}): InstallOptions {
  return {
    name,
    modelsDir,
    hub: { address: 'http://127.0.0.1:1' },
    threads: 1,
    registry: [starterOnHub().model],
    limits,
    ...altered,
  };
}

const visible = () => readdirSync(modelsDir).filter((entry) => !entry.startsWith('.'));

/** The starter's files, without what makes them a model here. */
async function bareStarter(): Promise<string> {
  const folder = await freshFolder();
  for (const file of files) await cp(join(starterFolder, file), join(folder, file));
  return folder;
}

describe('from a hub', () => {
  test('a known model is fetched, tried and put into place, and runs', async () => {
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    const told: InstallProgress[] = [];
    const installed = await installModel(
      optionsOf({ hub: { address: hub.url }, registry: [model], onProgress: (now) => told.push(now) }),
    );
    expect(installed).toMatchObject({ folder: join(modelsDir, name), wasThere: false, pinned: [] });
    expect((await readdir(installed.folder)).sort()).toEqual(
      [...files, 'model.json', 'self-check.png'].sort(),
    );
    const manifest = await readManifest(installed.folder);
    expect(manifest).toMatchObject({
      name,
      selfCheck: { tolerance: 0.005, text: { vector: { length: 16 } } },
    });
    const starter = await readManifest(starterFolder);
    expect(fingerprintOf(manifest)).toBe(fingerprintOf(starter));

    expect(told.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1])).toEqual([
      'DOWNLOADING',
      'CHECKING',
      'READY',
    ]);
    expect(told.at(-1)).toMatchObject({ bytes: downloadBytes(model), totalBytes: downloadBytes(model) });
    expect(readdirSync(join(modelsDir, '.installing'))).toEqual([]);

    const embedder = await embedderForTest({ MODELS_DIR: modelsDir, MODEL: name });
    await becomes(embedder, 'ready');
    expect(await embedder.embedText('a guitar')).toHaveLength(256);
  });

  test('asked for again it is looked at, and left', async () => {
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    const options = optionsOf({ hub: { address: hub.url }, registry: [model] });
    await installModel(options);
    const asked = hub.asked.length;
    expect((await installModel(options)).wasThere).toBe(true);
    expect(hub.asked).toHaveLength(asked);

    writeFileSync(join(modelsDir, name, 'text.onnx'), 'damaged');
    const error = await failureOf(installModel(options));
    expect(error).toMatchObject({
      failure: 'IN_THE_WAY',
      message: expect.stringMatching(/already, but not whole \(.*text\.onnx .*--replace/),
    });
    expect((await installModel({ ...options, replace: true })).wasThere).toBe(false);
    await readManifest(join(modelsDir, name));
  });

  test('a hash that nobody published is pinned as it came', async () => {
    const { model, served } = starterOnHub((file) => ({ ...file, bytes: null, sha256: null }));
    const hub = await startHub(served);
    const installed = await installModel(optionsOf({ hub: { address: hub.url }, registry: [model] }));
    expect(installed.pinned).toEqual(files);
    const starter = await readManifest(starterFolder);
    expect(installed.manifest.sha256['image.onnx']).toBe(starter.sha256['image.onnx']);
  });

  test('tensor names that nobody published are taken from the files', async () => {
    const { model, served } = starterOnHub();
    const { input: _, output: __, ...image } = model.draft.image;
    const { input: ___, output: ____, mask: _____, ...text } = model.draft.text;
    const hub = await startHub(served);
    const registry = [{ ...model, draft: { ...model.draft, image, text } }];
    const { manifest } = await installModel(optionsOf({ hub: { address: hub.url }, registry }));
    expect(manifest.image).toMatchObject({ input: 'pixel_values', output: 'image_embeds' });
    expect(manifest.text).toMatchObject({
      input: 'input_ids',
      mask: 'attention_mask',
      output: 'text_embeds',
    });
  });

  test('out of reach: one line says so, what stays, and how to go on without it', async () => {
    const error = await failureOf(installModel(optionsOf()));
    expect(error.failure).toBe('HUB_UNREACHABLE');
    expect(error.message).not.toContain('\n');
    expect(error.message).toMatch(/127\.0\.0\.1:1 can't be reached .*the model in use stays/);
    expect(error.message).toMatch(
      /get onnx\/image\.onnx, onnx\/text\.onnx, tokenizer\.json, tokenizer_config\.json of shop\/starter@0123456789abcdef .*npm run model -- install shop-model --from FOLDER\|FILE\.tar/,
    );
    expect(visible()).toEqual([]);
  });

  test('files that are whole and no model are told, and not kept where nobody knew them', async () => {
    const broken = (file: KnownFile) =>
      file.name === 'image.onnx' ? { ...file, bytes: null, sha256: null } : file;
    const { model, served } = starterOnHub(broken);
    const hub = await startHub({
      ...served,
      '/shop/starter/resolve/0123456789abcdef/onnx/image.onnx': Buffer.from('no'),
    });
    const error = await failureOf(installModel(optionsOf({ hub: { address: hub.url }, registry: [model] })));
    expect(error.failure).toBe('UNUSABLE');
    expect(error.message).toMatch(
      /^image\.onnx is no ONNX file.*Nothing was changed: the model in use stays\.$/,
    );
    expect(visible()).toEqual([]);
    expect(readdirSync(join(modelsDir, '.installing'))).toEqual([]);
  });

  test('a disk without room is known before anything is fetched', async () => {
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    const options = optionsOf({ hub: { address: hub.url }, registry: [model], freeBytes: async () => 20e6 });
    expect((await failureOf(installModel(options))).message).toMatch(
      /^The disk of MODELS_DIR has 20 MB free and 92 MB are needed: make room/,
    );
    expect(hub.asked).toEqual([]);
  });

  test('stopping it keeps what came, and the next one goes on', async () => {
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    const stopping = new AbortController();
    const options = optionsOf({ hub: { address: hub.url }, registry: [model] });
    const stopped = installModel({
      ...options,
      signal: stopping.signal,
      onProgress: ({ file }) => file === 'text.onnx' && stopping.abort(new Error('by hand')),
    });
    await expect(stopped).rejects.toThrow('by hand');
    expect(visible()).toEqual([]);
    const [listed] = await listModels({ modelsDir, inUse: 'starter', registry: [model] });
    expect(listed).toMatchObject({ state: 'NOT_INSTALLED' });
    expect(listed?.fetchedBytes).toBeGreaterThan(10e6);
    await installModel(options);
    const images = hub.asked.filter(({ path }) => path.endsWith('image.onnx'));
    expect(images).toHaveLength(1);
  });

  test('of two at once one installs, and the other says so', async () => {
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    const options = optionsOf({ hub: { address: hub.url }, registry: [model] });
    const both = await Promise.allSettled([installModel(options), installModel(options)]);
    const refused = both.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeLessThanOrEqual(1);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ failure: 'BUSY', message: expect.stringMatching(/by process \d+/) });
    await readManifest(join(modelsDir, name));
    expect(hub.asked).toHaveLength(files.length);
  });

  test('what a killed installer left is taken over', async () => {
    const area = join(modelsDir, '.installing');
    mkdirSync(area);
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.once('exit', resolve));
    writeFileSync(join(area, `${name}~${dead.pid}-x.lock`), JSON.stringify({ ...ownMark(), pid: dead.pid }));
    const { model, served } = starterOnHub();
    const hub = await startHub(served);
    await installModel(optionsOf({ hub: { address: hub.url }, registry: [model] }));
    expect(readdirSync(area)).toEqual([]);
  });
});

describe('from a folder', () => {
  test('a known model is taken as its files lie in one', async () => {
    const from = await bareStarter();
    const installed = await installModel(optionsOf({ source: { kind: 'path', path: from } }));
    expect(installed.manifest.name).toBe(name);
    expect((await readdir(from)).sort()).toEqual(files.toSorted());
  });

  test('or as they lie in its repository, with a folder around it', async () => {
    const [from, flat] = [await freshFolder(), await bareStarter()];
    await mkdir(join(from, 'clone/onnx'), { recursive: true });
    for (const file of files) {
      renameSync(join(flat, file), join(from, 'clone', file.endsWith('.onnx') ? `onnx/${file}` : file));
    }
    await installModel(optionsOf({ source: { kind: 'path', path: from } }));
    await readManifest(join(modelsDir, name));
  });

  test('what is linked there is copied', async () => {
    const [from, flat] = [await freshFolder(), await bareStarter()];
    for (const file of files) await symlink(join(flat, file), join(from, file));
    const { folder } = await installModel(optionsOf({ source: { kind: 'path', path: from } }));
    await rm(flat, { recursive: true });
    expect(readFileSync(join(folder, 'image.onnx')).length).toBeGreaterThan(1e6);
  });

  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'lacks a file',
      (folder) => renameSync(join(folder, 'text.onnx'), join(folder, 'other')),
      /has no text\.onnx \(in the repository onnx\/text\.onnx\): put there what shop\/starter@/,
    ],
    [
      'has another file',
      (folder) => writeFileSync(join(folder, 'text.onnx'), 'no'),
      /has text\.onnx with 2 bytes, 13474508 are known/,
    ],
    [
      'has a damaged file',
      (folder) => writeFileSync(join(folder, 'tokenizer_config.json'), 'x'.repeat(175)),
      /tokenizer_config\.json with sha256 [0-9a-f]{64}, [0-9a-f]{64} is known/,
    ],
  ])('one that %s is refused', async (_, spoil, message) => {
    const from = await bareStarter();
    spoil(from);
    const error = await failureOf(installModel(optionsOf({ source: { kind: 'path', path: from } })));
    expect(error.message).toMatch(message);
    expect(visible()).toEqual([]);
    expect(readdirSync(join(modelsDir, '.installing'))).toEqual([]);
  });

  test.each([
    ['nothing', 'nowhere', /is not there: name a folder, or a \.tar/],
    ['a file that is no archive', 'package.json', /is no whole \.tar/],
  ])('%s is refused', async (_, path, message) => {
    expect((await failureOf(installModel(optionsOf({ source: { kind: 'path', path } })))).message).toMatch(
      message,
    );
  });

  test('a model that is not known needs a manifest', async () => {
    const source = { kind: 'path', path: await bareStarter() } as const;
    const error = await failureOf(installModel(optionsOf({ name: 'mine', source })));
    expect(error.message).toMatch(/has no model\.json, and no known model is called mine/);
  });
});

test('one’s own model is installed as models/README.md leads', async () => {
  const guide = readFileSync('models/README.md', 'utf8');
  const [, json] = /## Bring your own[\s\S]*?```json\n([\s\S]*?)```/.exec(guide) ?? [];
  if (json === undefined) throw new Error('no example');
  const from = await bareStarter();
  writeFileSync(join(from, 'model.json'), json);
  const { manifest, pinned } = await installModel(
    optionsOf({ name: 'my-model', source: { kind: 'path', path: from }, registry: knownModels }),
  );
  expect(pinned).toEqual(files);
  expect(manifest.image.input).toBe('pixel_values');
  const embedder = await embedderForTest({ MODELS_DIR: modelsDir, MODEL: 'my-model' });
  await becomes(embedder, 'ready');
  expect(embedder.model?.standIn).toBeUndefined();
});

test('weights beside an ONNX file come along and are pinned', async () => {
  const from = await freshFolder();
  await cp(starterFolder, from, { recursive: true });
  writeFileSync(join(from, 'image.onnx_data'), 'weights');
  const { manifest, folder } = await installModel(optionsOf({ source: { kind: 'path', path: from } }));
  expect(existsSync(join(folder, 'image.onnx_data'))).toBe(true);
  expect(manifest.sha256['image.onnx_data']).toMatch(/^[0-9a-f]{64}$/);
});

test('a stand-in says that it is one', async () => {
  const from = await freshFolder();
  await cp(starterFolder, from, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(from, 'model.json'), 'utf8'));
  writeFileSync(join(from, 'model.json'), JSON.stringify({ ...manifest, standIn: true }));
  await installModel(optionsOf({ source: { kind: 'path', path: from } }));
  const embedder = await embedderForTest({ MODELS_DIR: modelsDir, MODEL: name });
  expect(embedder.model?.standIn).toBe(true);
  const listed = await listModels({ modelsDir, inUse: name, registry: [] });
  expect(listed).toMatchObject([{ name, state: 'READY', standIn: true, inUse: true, known: false }]);
});

test('an archive is unpacked and installed', async () => {
  const from = await bareStarter();
  const archive = join(await freshFolder(), 'model.tar');
  const entries = files.map((file) => {
    const body = readFileSync(join(from, file));
    return { header: { name: `clone/${file}`, type: 'file' as const, size: body.length }, body };
  });
  writeFileSync(archive, await packTar(entries));
  const { folder } = await installModel(optionsOf({ source: { kind: 'path', path: archive } }));
  expect((await readdir(folder)).sort()).toEqual([...files, 'model.json', 'self-check.png'].sort());
});

describe('replacing', () => {
  test('happens at the end, or not at all', async () => {
    await cp(starterFolder, join(modelsDir, name), { recursive: true });
    const from = await bareStarter();
    const options = optionsOf({ replace: true, source: { kind: 'path', path: from } });
    writeFileSync(join(from, 'tokenizer_config.json'), '{');
    await failureOf(installModel(options));
    expect((await readManifest(join(modelsDir, name))).name).toBe('starter');
    await cp(join(starterFolder, 'tokenizer_config.json'), join(from, 'tokenizer_config.json'));
    await installModel(options);
    expect((await readManifest(join(modelsDir, name))).name).toBe(name);
  });

  test('that was killed in between is undone by the next', async () => {
    await cp(starterFolder, join(modelsDir, '.installing', `${name}~former`), { recursive: true });
    expect((await installModel(optionsOf())).wasThere).toBe(true);
    expect((await readManifest(join(modelsDir, name))).name).toBe('starter');
  });
});

test.each(['none', '..', '../evil', 'Über', '', 'a/b', 'x'.repeat(65)])(
  '%j is no name of a model',
  async (wrong) => {
    expect((await failureOf(installModel(optionsOf({ name: wrong })))).failure).toBe('UNKNOWN_MODEL');
  },
);

describe('removing', () => {
  const remove = (which: string, inUse = 'other') => removeModel({ name: which, modelsDir, inUse });

  test('takes the folder, and what was begun', async () => {
    await cp(starterFolder, join(modelsDir, name), { recursive: true });
    mkdirSync(join(modelsDir, '.installing', name), { recursive: true });
    await remove(name);
    expect(readdirSync(modelsDir)).toEqual([]);
  });

  test('the one in use, and the one that comes with the program, stay', async () => {
    await cp(starterFolder, join(modelsDir, name), { recursive: true });
    expect((await failureOf(remove(name, name))).message).toMatch(
      /is the model in use: set MODEL to another/,
    );
    expect((await failureOf(remove('starter'))).message).toMatch(/comes with the program/);
    expect((await failureOf(remove('nowhere'))).message).toMatch(/MODELS_DIR has no nowhere/);
    expect(visible()).toEqual([name]);
  });
});

describe('the known models', () => {
  test.each(knownModels.map((model) => [model.draft.name, model] as const))(
    '%s is described as it has to be',
    (_, model) => {
      parseDraft(JSON.stringify(model.draft), 'model.json');
      const named = [
        model.draft.image.file,
        model.draft.text.file,
        model.draft.text.tokenizer,
        model.draft.text.tokenizerConfig,
      ];
      expect(model.files.map((file) => file.name).sort()).toEqual(named.toSorted());
      for (const { sha256 } of model.files) if (sha256 !== null) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      for (const language of model.draft.languages)
        expect(Object.keys(model.quality?.byLanguage ?? { en: 0 })).toContain(language);
    },
  );

  test('each has a name of its own', () => {
    expect(new Set(knownModels.map(({ draft }) => draft.name)).size).toBe(knownModels.length);
  });
});
